import type { Catalogue } from './compiled/catalogue.d.ts';
import { type Language, preferredLanguage } from './language.ts';

const loaders: Readonly<Record<string, () => Promise<{ readonly default: Catalogue }>>> = {
  en: () => import('./compiled/en.js'),
  'ar-XB': () => import('./compiled/ar-XB.js'),
};

/** The app's words, in the language of this page. Set once, before anything is shown; another language is another load. */
export let m: Catalogue;
export let language: Language;

export async function loadMessages(): Promise<void> {
  language = preferredLanguage(localStorage, navigator.languages);
  const load = loaders[language.tag] ?? loaders['en'];
  if (load === undefined) throw new Error('there is no English catalogue');
  m = (await load()).default;
}
