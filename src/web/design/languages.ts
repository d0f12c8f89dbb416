import { isLanguage } from '../../protocol/disclosure/disclosure.ts';
import { language } from '../messages/messages.ts';

/** The languages of the United Nations, Ukrainian, and those that talks are often held in. */
export const OFFERED_LANGUAGES: readonly string[] = [
  ...['en', 'fr', 'es', 'ar', 'ru', 'zh', 'uk'],
  ...['de', 'fa', 'he', 'hi', 'pt', 'sw', 'tr'],
];

/** The tag of words whose language nobody has named. */
export const UNDETERMINED = 'und';

/** The app's own: what most people write in. */
export function ownLanguage(): string {
  return language.formats.split('-')[0] ?? 'en';
}

/** A language as the app's language calls it; the tag itself where it has no name for it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language.formats, { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    // What the record takes for a tag, `Intl` may not: one whose variant stands there twice.
    return tag;
  }
}

/** By name; one that was chosen by its tag is among them. */
export function offeredLanguages(chosen: string): readonly { readonly value: string; readonly label: string }[] {
  const isNamed = chosen !== UNDETERMINED && isLanguage(chosen);
  const tags = new Set<string>([...OFFERED_LANGUAGES, ownLanguage(), ...(isNamed ? [chosen] : [])]);
  return [...tags]
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.formats));
}

/** A tag in its customary case, or `undefined`. */
export function languageTagOf(typed: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(typed.trim());
    return tag !== undefined && isLanguage(tag) ? tag : undefined;
  } catch {
    return undefined;
  }
}
