const FORM_KEY = 'pourparler-timeline';

/** How somebody likes to read a story: drawn, or written. */
export type StoryForm = 'lanes' | 'list';

export function chosenForm(storage: Pick<Storage, 'getItem'>): StoryForm {
  return storage.getItem(FORM_KEY) === 'list' ? 'list' : 'lanes';
}

/** Remembered on this device, for every process: it says nothing of any. */
export function chooseForm(storage: Pick<Storage, 'setItem'>, form: StoryForm): void {
  storage.setItem(FORM_KEY, form);
}
