import type { Codec } from '../codec/codec.ts';
import { text } from '../codec/shapes.ts';
import { refined } from './refined.ts';

// Control characters could rewrite a terminal; line separators and bidirectional embeddings could make one party's
// label read like another line of the page.
const NOT_IN_A_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const NOT_IN_PROSE = /[^\P{Cc}\n\t]/u;

/** Text for one line of a screen: names, labels, titles. Not blank, and without white space around it. */
export function line(name: string, maxBytes: number): Codec<string> {
  return refined(text(name, { minBytes: 1, maxBytes }), (value) => {
    if (NOT_IN_A_LINE.test(value)) return 'control characters';
    return value.trim() === value ? undefined : 'white space around it';
  });
}

/** Text of many lines, ended by line feeds alone: two spellings of a line end would be two texts. */
export function prose(name: string, maxBytes: number): Codec<string> {
  return refined(text(name, { maxBytes }), (value) => (NOT_IN_PROSE.test(value) ? 'control characters' : undefined));
}
