import { wordlist } from '@scure/bip39/wordlists/english.js';
import { encode } from '../codec/codec.ts';
import { scrypt } from '../crypto/scrypt.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import type { InvitationLink } from './invitation-link.ts';
import { type Knock, knock } from './knock.ts';

export const SAFETY_WORDS = 4;

const BITS_PER_WORD = 11;
/** N = 2^15 with blocks of 8: what a phone does while somebody looks for the other's number. */
const COST_LOG2 = 15;
const SAFETY_WORDS_DOMAIN = domain('safety-words');

/** What the two sides agree on besides the knock, if they see the same words. */
export type Compared = Pick<InvitationLink, 'invitation' | 'channel' | 'stewardKey'>;

/**
 * What both sides read to each other, by another way, before admission: a knock that was swapped on the way shows
 * other words. `[JOIN-2]` So does a link that names another steward or channel: the words stand for both ends.
 *
 * 44 bits: a chance of one in 17 million million for a swap that had one try. Whoever has the link and sits in between
 * can try more, before the knock is passed on; so a try is made dear: 32 MiB and a tenth of a second each, which for
 * all of them is some fifty thousand years of one core.
 */
export async function safetyWords(about: Compared, value: Knock): Promise<readonly string[]> {
  const { invitation, channel, stewardKey } = about;
  const knocked = sha256(SAFETY_WORDS_DOMAIN, invitation, channel, stewardKey, encode(knock, value));
  const stretched = await scrypt(knocked, invitation, { costLog2: COST_LOG2, length: 6 });
  // The first 48 bits, without the last four: below 2^53, so a number holds them.
  const bits = stretched.reduce((number, byte) => number * 256 + byte, 0);
  return Array.from({ length: SAFETY_WORDS }, (_, index) => {
    const below = 2 ** (48 - BITS_PER_WORD * (index + 1));
    return wordlist[Math.floor(bits / below) % 2 ** BITS_PER_WORD] as string;
  });
}
