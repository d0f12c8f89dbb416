import { utf8 } from '../../base/bytes.ts';
import {
  PASSPHRASE_BYTES_MAX,
  PASSPHRASE_CHARACTERS_MIN,
  PASSPHRASE_DIFFERENT_MIN,
  PASSPHRASE_WORDS_MIN,
} from './limits.ts';

/** Characters that the runtime's Unicode does not know yet, and halves of characters. */
const UNKNOWN = /[\p{Cn}\p{Cs}]/u;

/** Why a passphrase cannot be taken as a new one. */
export type PassphraseFault =
  | { readonly kind: 'too-short' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'too-uniform' }
  /** A character newer than this browser: a later one might compose it otherwise, and the passphrase would be lost. */
  | { readonly kind: 'unknown-character' };

/**
 * The bytes of a passphrase as it was typed: composed (NFKC), white space around it gone and within it one space, since
 * keyboards add some of their own. Upper and lower case differ.
 *
 * The runtime's own NFKC, and that is safe here: Unicode promises that text of characters which a version knows is
 * composed alike by every later one, {@link passphraseFault} lets in no others, and only this device ever asks.
 */
export function passphraseBytes(typed: string): Uint8Array {
  return utf8(normalised(typed));
}

/** An honest, small check, of length only: it cannot know which passphrases others would guess. */
export function passphraseFault(typed: string): PassphraseFault | undefined {
  if (UNKNOWN.test(typed)) return { kind: 'unknown-character' };
  const text = normalised(typed);
  if (utf8(text).length > PASSPHRASE_BYTES_MAX) return { kind: 'too-long' };
  const characters = Array.from(text);
  const words = text.split(' ').length;
  if (characters.length < PASSPHRASE_CHARACTERS_MIN && words < PASSPHRASE_WORDS_MIN) return { kind: 'too-short' };
  const different = new Set(characters.filter((character) => character !== ' ')).size;
  return different < PASSPHRASE_DIFFERENT_MIN ? { kind: 'too-uniform' } : undefined;
}

function normalised(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim();
}
