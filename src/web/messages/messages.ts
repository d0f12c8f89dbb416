import type { Catalogue } from './compiled/catalogue.d.ts';
import { type Language, preferredLanguage } from './language.ts';

type Part = () => Promise<{ readonly default: Partial<Catalogue> }>;

/** `first`: the areas of FIRST_AREAS in scripts/messages.mjs. */
const loaders: Readonly<Record<string, { readonly first: Part; readonly rest: Part }>> = {
  en: { first: () => import('./compiled/en.first.js'), rest: () => import('./compiled/en.rest.js') },
  'ar-XB': { first: () => import('./compiled/ar-XB.first.js'), rest: () => import('./compiled/ar-XB.rest.js') },
};

/** The app's words, in the language of this page. Set before anything is shown; another language is another load. */
export let m: Catalogue;
export let language: Language;

let rest: Promise<void> | undefined;

/** What is said before a device is open: the words of the first screens alone. */
export async function loadFirstMessages(): Promise<void> {
  language = preferredLanguage(localStorage, navigator.languages);
  m = (await parts().first()).default as Catalogue;
  rest = undefined;
}

/** The same promise each time, until it fails. To be waited for before any screen but the first ones is shown. */
export function everyMessage(): Promise<void> {
  rest ??= parts()
    .rest()
    .then(
      ({ default: others }) => {
        m = { ...m, ...others };
      },
      (error: unknown) => {
        rest = undefined;
        throw error;
      },
    );
  return rest;
}

/** All of them at once. */
export async function loadMessages(): Promise<void> {
  await loadFirstMessages();
  await everyMessage();
}

function parts() {
  const of = loaders[language.tag] ?? loaders['en'];
  if (of === undefined) throw new Error('there is no English catalogue');
  return of;
}
