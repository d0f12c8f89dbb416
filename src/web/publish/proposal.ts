import { utf8 } from '../../base/bytes.ts';
import { type CommuniqueKind, isLanguage } from '../../protocol/disclosure/disclosure.ts';
import {
  CLAIMS_MAX,
  LABEL_BYTES_MAX,
  TEXT_BYTES_MAX,
  TEXTS_BYTES_MAX,
  TEXTS_MAX,
  TITLE_BYTES_MAX,
} from '../../protocol/disclosure/limits.ts';
import type { IdText } from '../../records/timeline.ts';
import { UNDETERMINED } from '../design/languages.ts';
import type { CommandArgs } from '../engine/commands.ts';

/** A text while it is being written. */
export interface Proposal {
  readonly kind: CommuniqueKind;
  /** Of a correction: the id of what it corrects. */
  readonly corrects: IdText;
  readonly texts: readonly { readonly language: string; readonly title: string; readonly text: string }[];
  readonly claims: readonly { readonly entry: IdText; readonly label: string }[];
  readonly showParties: boolean;
  /** As its field gives it, in this device's zone: `2026-11-24T18:00`. Empty where no answer is asked for by a time. */
  readonly respondBy: string;
}

/** What is still to be mended before a text can be put to the parties. */
export type ProposalFault =
  | 'NO_TITLE'
  | 'NO_TEXT'
  | 'TITLE_TOO_LONG'
  | 'TEXT_TOO_LONG'
  | 'LANGUAGE_UNKNOWN'
  | 'LANGUAGE_TWICE'
  | 'TOO_MANY_LANGUAGES'
  | 'NO_LABEL'
  | 'LABEL_TOO_LONG'
  | 'TOO_MANY_CLAIMS'
  | 'NOTHING_CORRECTED'
  | 'UNSEEN_CHARACTERS'
  | 'TIME_PAST';

// What the protocol does not let into a text: characters that are not seen and make it read as another.
const UNSEEN = /[^\P{Cc}\n\t\r]|[\u202a-\u202e\u2066-\u2069]/u;
const UNSEEN_IN_LABEL = /\p{Default_Ignorable_Code_Point}/u;

export function faultsOf(proposal: Proposal, now: number): readonly ProposalFault[] {
  const { kind, corrects, texts, claims, respondBy } = proposal;
  const faults = new Set<ProposalFault>();
  for (const { language, title, text } of texts) {
    if (title.trim() === '') faults.add('NO_TITLE');
    if (text.trim() === '') faults.add('NO_TEXT');
    if (utf8(title.trim()).length > TITLE_BYTES_MAX) faults.add('TITLE_TOO_LONG');
    if (utf8(text).length > TEXT_BYTES_MAX) faults.add('TEXT_TOO_LONG');
    // Another one, whose tag nobody has typed yet, is none.
    if (!isLanguage(language) || language === UNDETERMINED) faults.add('LANGUAGE_UNKNOWN');
    if (UNSEEN.test(title + text)) faults.add('UNSEEN_CHARACTERS');
  }
  if (texts.reduce((sum, { text }) => sum + utf8(text).length, 0) > TEXTS_BYTES_MAX) faults.add('TEXT_TOO_LONG');
  if (new Set(texts.map(({ language }) => language)).size < texts.length) faults.add('LANGUAGE_TWICE');
  if (texts.length > TEXTS_MAX) faults.add('TOO_MANY_LANGUAGES');
  if (claims.some(({ label }) => label.trim() === '')) faults.add('NO_LABEL');
  if (claims.some(({ label }) => utf8(label.trim()).length > LABEL_BYTES_MAX)) faults.add('LABEL_TOO_LONG');
  if (claims.some(({ label }) => UNSEEN_IN_LABEL.test(label))) faults.add('UNSEEN_CHARACTERS');
  if (claims.length > CLAIMS_MAX) faults.add('TOO_MANY_CLAIMS');
  if (kind === 'correction' && corrects === '') faults.add('NOTHING_CORRECTED');
  if (respondBy !== '' && !(Date.parse(respondBy) > now)) faults.add('TIME_PAST');
  return [...faults];
}

/** What is asked of the engine. A proposal with {@link faultsOf faults} is refused there. */
export function proposed(channel: IdText, proposal: Proposal): CommandArgs<'proposeDisclosure'> {
  const { kind, corrects, texts, claims, showParties, respondBy } = proposal;
  return {
    channel,
    kind,
    texts: texts.map(({ language, title, text }) => ({ language, title: title.trim(), text: lines(text) })),
    claims: claims.map(({ entry, label }) => ({ entry, label: label.trim() })),
    showParties,
    ...(kind === 'correction' ? { corrects } : {}),
    ...(respondBy === '' ? {} : { respondBy: Date.parse(respondBy) }),
  };
}

/** As a page sets it: one kind of line end, and nothing before or after. */
function lines(text: string): string {
  return text.replace(/\r\n?/gu, '\n').trim();
}
