import { wordlist } from '@scure/bip39/wordlists/english.js';
import { RECOVERY_WORDS } from '../../protocol/joining/limits.ts';
import { parseRecoveryPhrase } from '../../protocol/joining/recovery-phrase.ts';

/** What can be said of a recovery phrase while it is typed. */
export type PhraseHelp =
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'unfinished';
      /** Below zero: that many too many. */
      readonly missing: number;
      readonly unknown: readonly UnknownWord[];
    }
  | { readonly kind: 'checksum' };

export interface UnknownWord {
  /** From 1, as it stands on paper. */
  readonly place: number;
  readonly word: string;
  /** What it may have been meant for: no two words of the list begin with the same four letters. */
  readonly like: readonly string[];
}

const KNOWN: ReadonlySet<string> = new Set(wordlist);
const LIKE_MAX = 3;

/** `isTyping`: the last word is not judged yet, as it may not be at its end. */
export function phraseHelp(typed: string, { isTyping }: { readonly isTyping: boolean }): PhraseHelp {
  const words = typed.split(/[\s,;.\d]+/u).filter((word) => word !== '');
  const isLastOpen = isTyping && /[^\s,;.\d]$/u.test(typed);
  const unknown = words.flatMap((word, index): readonly UnknownWord[] => {
    const plain = word.normalize('NFKC').toLowerCase();
    if (KNOWN.has(plain) || (isLastOpen && index === words.length - 1)) return [];
    return [{ place: index + 1, word, like: wordsLike(plain) }];
  });
  const missing = RECOVERY_WORDS - words.length;
  if (missing !== 0 || unknown.length > 0) return { kind: 'unfinished', missing, unknown };
  const parsed = parseRecoveryPhrase(typed);
  if (parsed.kind === 'unknown-word') return { kind: 'unfinished', missing, unknown: [] };
  return parsed.kind === 'phrase' ? { kind: 'whole' } : { kind: 'checksum' };
}

/** Words that begin alike, or differ in one letter. */
function wordsLike(word: string): readonly string[] {
  const beginning = word.slice(0, 4);
  const found = wordlist.filter((one) => one.startsWith(beginning) || isOneLetterOff(one, word));
  return found.slice(0, LIKE_MAX);
}

/** One letter changed, missing, or too many. */
function isOneLetterOff(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = short.length === long.length ? at + 1 : at;
  return short.slice(rest) === long.slice(at + 1);
}
