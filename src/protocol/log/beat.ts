import { uint64, utf8 } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';
import { sha256 } from '../crypto/sha256.ts';
import type { CommitmentHead } from '../record-tree/commitment-tree.ts';
import { LOG_ENTRY_BYTES } from './limits.ts';

export const BLIND_BYTES = 32;

const DOMAIN = utf8('pourparler/v1/beat\0');

/** A channel's commitments up to a beat, under a blind that only its members are given. */
export interface Beat extends CommitmentHead {
  readonly blind: Uint8Array;
}

/**
 * What a channel enters into the public log. `[LOG-2]`
 *
 * Without its blind it cannot be told from random bytes, nor tied to a channel or to the beat before.
 */
export function beatEntry({ blind, size, root }: Beat): Uint8Array {
  // Only the fixed lengths make the joined bytes unambiguous.
  if (blind.length !== BLIND_BYTES || root.length !== 32)
    throw new RangeError('a beat has a blind and a root of 32 bytes');
  return sha256(DOMAIN, blind, uint64(size), root);
}

/** An entry that binds nothing, to fill a beat. `[LOG-3]` */
export function dummyEntry(random: Randomness): Uint8Array {
  return random(LOG_ENTRY_BYTES);
}
