/** A language of the app: what its catalogue, its dates and its direction go by. */
export interface Language {
  readonly tag: string;
  /** In itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** What `Intl` is given: of the language that is only there to be tried, English. */
  readonly formats: string;
}

const ENGLISH: Language = { tag: 'en', name: 'English', direction: 'ltr', formats: 'en-GB' };

/** Made from English by a machine: what it shows as plain English is not in the catalogue. */
const PSEUDO: Language = { tag: 'ar-XB', name: '⟦Pseudo⟧', direction: 'rtl', formats: 'en-GB' };

export const LANGUAGES: readonly Language[] = [ENGLISH];

const CHOSEN_KEY = 'pourparler-language';

/** The one that was chosen on this device, else the first of the browser's that there is, else English. */
export function preferredLanguage(storage: Pick<Storage, 'getItem'>, preferred: readonly string[]): Language {
  const chosen = storage.getItem(CHOSEN_KEY);
  if (chosen === PSEUDO.tag) return PSEUDO;
  for (const wanted of [...(chosen === null ? [] : [chosen]), ...preferred]) {
    const found = LANGUAGES.find(({ tag }) => tag === wanted || tag === wanted.split('-')[0]);
    if (found !== undefined) return found;
  }
  return ENGLISH;
}

export function chooseLanguage(storage: Pick<Storage, 'setItem'>, tag: string): void {
  storage.setItem(CHOSEN_KEY, tag);
}
