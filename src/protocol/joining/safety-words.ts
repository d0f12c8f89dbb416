import { wordlist } from '@scure/bip39/wordlists/english.js';
import { encode } from '../codec/codec.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import type { InvitationId } from '../wire/mailbox-ids.ts';
import { type Knock, knock } from './knock.ts';

export const SAFETY_WORDS = 4;

const BITS_PER_WORD = 11;
const SAFETY_WORDS_DOMAIN = domain('safety-words');

/**
 * What both sides read to each other, by another way, before admission: a knock that was swapped on the way shows
 * other words. `[JOIN-2]`
 *
 * 44 bits: a chance of one in 17 million million for a swap that had one try. Somebody who has the link and can
 * compute 2^44 hashes between knock and admission could search for a knock with the same words.
 */
export function safetyWords(invitation: InvitationId, value: Knock): readonly string[] {
  const digest = sha256(SAFETY_WORDS_DOMAIN, invitation, encode(knock, value));
  // The first 48 bits, without the last four: below 2^53, so a number holds them.
  const bits = digest.subarray(0, 6).reduce((number, byte) => number * 256 + byte, 0);
  return Array.from({ length: SAFETY_WORDS }, (_, index) => {
    const below = 2 ** (48 - BITS_PER_WORD * (index + 1));
    return wordlist[Math.floor(bits / below) % 2 ** BITS_PER_WORD] as string;
  });
}
