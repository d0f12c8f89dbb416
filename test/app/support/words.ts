import type { Catalogue } from '../../../src/web/messages/compiled/catalogue.d.ts';

/** A language that the app can be tried in; `ar-XB` is made from English, and written from right to left. */
export type StageLanguage = 'en' | 'ar-XB';

/** The messages that the app itself shows: a story looks for these, and so can be told in every language. */
export async function wordsIn(language: StageLanguage): Promise<Catalogue> {
  const parts: readonly { readonly default: Partial<Catalogue> }[] = await Promise.all([
    import(`../../../src/web/messages/compiled/${language}.first.js`),
    import(`../../../src/web/messages/compiled/${language}.rest.js`),
  ]);
  return Object.assign({}, ...parts.map(({ default: part }) => part)) as Catalogue;
}
