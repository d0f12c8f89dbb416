import { language } from '../messages/messages.ts';

/** Those that a form offers at once: the languages of the United Nations, and some that talks of our days are held in. */
export const OFFERED_LANGUAGES = [
  'en',
  'fr',
  'es',
  'ar',
  'ru',
  'zh',
  'uk',
  'fa',
  'he',
  'pt',
  'sw',
  'tr',
  'de',
] as const;

/** A language's name in the app's own; its tag where that has none. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language.formats, { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
