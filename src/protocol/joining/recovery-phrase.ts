import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { RECOVERY_ENTROPY_BYTES, RECOVERY_WORDS } from './limits.ts';

const KNOWN: ReadonlySet<string> = new Set(wordlist);

/** The twelve words (BIP-39, English) of 16 random bytes: all that brings a participant back. */
export function recoveryPhrase(entropy: Uint8Array): string {
  if (entropy.length !== RECOVERY_ENTROPY_BYTES) throw new RangeError(`recovery entropy of ${entropy.length} bytes`);
  return entropyToMnemonic(entropy, wordlist);
}

export type ParsedPhrase =
  | { readonly kind: 'phrase'; readonly entropy: Uint8Array }
  | { readonly kind: 'wrong-count'; readonly count: number }
  /** The first word that is not in the list, as it was typed, and its place from 0. */
  | { readonly kind: 'unknown-word'; readonly word: string; readonly index: number }
  /** All are words of the list, and yet they are no phrase: one was confused with another, or the order. */
  | { readonly kind: 'checksum' };

/** Reads a phrase as people type it: in any case, with any white space, commas or numbers between the words. */
export function parseRecoveryPhrase(typed: string): ParsedPhrase {
  const words = typed.split(/[\s,;.\d]+/u).filter((word) => word !== '');
  const plain = words.map((word) => word.normalize('NFKC').toLowerCase());
  const unknown = plain.findIndex((word) => !KNOWN.has(word));
  if (unknown >= 0) return { kind: 'unknown-word', word: words[unknown] as string, index: unknown };
  if (plain.length !== RECOVERY_WORDS) return { kind: 'wrong-count', count: plain.length };
  try {
    return { kind: 'phrase', entropy: mnemonicToEntropy(plain.join(' '), wordlist) };
  } catch {
    // Twelve words of the list can fail in one way only.
    return { kind: 'checksum' };
  }
}
