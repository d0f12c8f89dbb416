import { concat } from '../../base/bytes.ts';
import { encode } from '../codec/codec.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { type GroundRules, groundRules } from './ground-rules.ts';

const RULES = domain('rules');

export const RULES_DIGEST_BYTES = 32;

/** What a seat accepts, by name: equal rules have equal digests, in every channel. `[RULES-1]` */
export function rulesDigest(rules: GroundRules): Uint8Array {
  return sha256(concat(RULES, encode(groundRules, rules)));
}
