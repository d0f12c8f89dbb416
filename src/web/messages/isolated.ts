/** Text of people, and what came of a form of its own, keeps its own direction within a sentence of the app. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
