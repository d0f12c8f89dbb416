import type { Codec } from '../codec/codec.ts';
import { text } from '../codec/shapes.ts';
import { refined } from './refined.ts';

// Control characters could rewrite a terminal; bidirectional embeddings could make a text read as another one.
const NOT_IN_PROSE = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u;
const LINE_BREAK = /[\n\t\u2028\u2029]/u;
// Zero-width characters, marks and fillers: two labels that differ in these alone look the same.
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
const SEEN = /[^\p{Default_Ignorable_Code_Point}\s]/u;

/**
 * A label or name, for one line of a screen: not blank, and without white space around it. It is to be told from
 * others by eye, so it has nothing that cannot be seen, even where a script would use it.
 */
export function label(name: string, maxBytes: number): Codec<string> {
  return refined(text(name, { minBytes: 1, maxBytes }), (value) =>
    UNSEEN.test(value) ? 'characters that are not seen' : wrongInALine(value),
  );
}

/** A text of one line: not blank, without white space around it. Persian, Indic scripts and emoji have their joiners. */
export function line(name: string, maxBytes: number): Codec<string> {
  return refined(text(name, { minBytes: 1, maxBytes }), wrongInALine);
}

/** Text of many lines, ended by line feeds alone: two spellings of a line end would be two texts. */
export function prose(name: string, maxBytes: number): Codec<string> {
  return refined(text(name, { maxBytes }), wrongInProse);
}

function wrongInProse(value: string): string | undefined {
  return NOT_IN_PROSE.test(value) ? 'control characters' : undefined;
}

function wrongInALine(value: string): string | undefined {
  if (LINE_BREAK.test(value)) return 'line breaks';
  if (!SEEN.test(value)) return 'nothing to see';
  return value.trim() === value ? wrongInProse(value) : 'white space around it';
}
