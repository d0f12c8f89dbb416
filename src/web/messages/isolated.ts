/** Text of people, and what came of a form of its own, keeps its own direction within a sentence of the app. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** A sentence of the app that goes into a record or a text, where no such marks may stand. */
export function unmarked(sentence: string): string {
  return sentence.replace(/[\u202a-\u202e\u2066-\u2069]/gu, '');
}
