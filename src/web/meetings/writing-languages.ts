/** Languages that the app is translated into: what people here write in most. */
const USUAL = ['ar', 'en', 'es', 'fr', 'ru', 'uk', 'zh'] as const;

export interface WritingLanguage {
  readonly value: string;
  readonly label: string;
}

/** To choose from: each called by its own name, in the order of those. `und`: another one. */
export function writingLanguages(another: string): readonly WritingLanguage[] {
  const known = USUAL.map((tag) => ({
    value: tag,
    label: new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag,
  }));
  return [...known, { value: 'und', label: another }];
}

/** The one that the app itself speaks, where it is among them. */
export function usualLanguage(app: string): string {
  const [primary = ''] = app.split('-');
  return USUAL.find((tag) => tag === primary) ?? 'und';
}
