/** Scripts that set no space between words: there, what a segmenter takes for a word is one. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

export interface Word {
  /** As it is compared: composed, and in small letters. */
  readonly word: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

export function wordsIn(text: string): readonly Word[] {
  if (SPACELESS.test(text)) {
    return [...new Intl.Segmenter('und', { granularity: 'word' }).segment(text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment, index }) => ({ word: folded(segment), start: index, end: index + segment.length }));
  }
  return [...text.matchAll(WORD)].map(({ 0: found, index }) => ({
    word: folded(found),
    start: index,
    end: index + found.length,
  }));
}

export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('’', "'");
}

/** Whether a word of this script may have others grown on to it: those without spaces, Arabic and Hebrew. */
export function growsTogether(word: string): boolean {
  return SPACELESS.test(word) || /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(word);
}

/** Runs of words by where they begin, to look for them in many texts at the cost of reading each once. */
export class WordRuns {
  readonly #words: readonly Word[];
  readonly #length: number;
  readonly #starts = new Map<string, number[]>();

  constructor(text: string, length: number) {
    this.#words = wordsIn(text);
    this.#length = length;
    for (let at = 0; at + length <= this.#words.length; at += 1) {
      const run = this.#run(this.#words, at);
      const starts = this.#starts.get(run);
      if (starts === undefined) this.#starts.set(run, [at]);
      else starts.push(at);
    }
  }

  /** Where this text has words in the same order that the other has: the longest stretches, as places in this text. */
  sharedWith(other: string): readonly { readonly start: number; readonly end: number }[] {
    if (this.#starts.size === 0) return [];
    const theirs = wordsIn(other);
    // Each once: a text that says one thing over and over would otherwise cost its length times the other's.
    const runs = new Set<string>();
    for (let at = 0; at + this.#length <= theirs.length; at += 1) runs.add(this.#run(theirs, at));
    const shared = new Set<number>();
    for (const run of runs) {
      for (const start of this.#starts.get(run) ?? []) {
        for (let index = 0; index < this.#length; index += 1) shared.add(start + index);
      }
    }
    const stretches: { start: number; end: number }[] = [];
    let last = -2;
    for (const index of [...shared].sort((a, b) => a - b)) {
      const { start, end } = this.#words[index] as Word;
      const open = stretches.at(-1);
      if (open !== undefined && index === last + 1) open.end = end;
      else stretches.push({ start, end });
      last = index;
    }
    return stretches;
  }

  #run(words: readonly Word[], at: number): string {
    return words
      .slice(at, at + this.#length)
      .map(({ word }) => word)
      .join(' ');
  }
}
