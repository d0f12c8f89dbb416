const OURS = 'pourparler-';

/** What was chosen on this device: the look, the language, when it locks, and in which form a story is told. */
export function forgetChoices(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(OURS)) storage.removeItem(key);
}
