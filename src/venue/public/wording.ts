import type { CommuniqueKind } from '../../protocol/disclosure/disclosure.ts';
import type { PublishedCommunique } from './spaces.ts';

const KINDS: Readonly<Record<CommuniqueKind, string>> = {
  update: 'Update',
  'joint statement': 'Joint statement',
  background: 'Background',
  correction: 'Correction',
  'no comment': 'No comment',
};

export function kindWords(kind: CommuniqueKind): string {
  return KINDS[kind];
}

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** As the venue's clock said; in UTC, so that it is the same day for every reader. */
export function dateWords(ms: number): string {
  return DATE.format(ms);
}

export function isoDate(ms: number): string {
  return new Date(ms).toISOString();
}

/** Who stands behind it: by name where the parties chose so and have names, by number otherwise. */
export function consentWords({ submission, roster }: PublishedCommunique): string {
  const { release, consents } = submission;
  const labels = consents.map(({ index }) => roster.consentKeys[index]?.label);
  const areNamed = release.disclosure.showParties && labels.every((label) => label !== undefined);
  if (areNamed) return `With the consent of ${new Intl.ListFormat('en-GB').format(labels as string[])}`;
  return `With the consent of ${consents.length} of ${roster.consentKeys.length} parties`;
}

const LANGUAGES = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' });

export function languageWords(tag: string): string {
  return LANGUAGES.of(tag) ?? tag;
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'ks',
  'nqo',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
]);

export function directionOf(tag: string): 'ltr' | 'rtl' {
  const [language = '', script] = tag.split('-');
  return script === 'Arab' || script === 'Hebr' || (RIGHT_TO_LEFT.has(language) && script?.length !== 4)
    ? 'rtl'
    : 'ltr';
}
