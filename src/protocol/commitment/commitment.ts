import { equal } from '../../base/bytes.ts';
import type { Commitment } from '../../base/ids.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';

export const SALT_BYTES = 32;

const COMMITMENT = domain('commitment');

/**
 * Binds a payload, and hides it for as long as the salt is secret. Names no author.
 *
 * `payload` is the canonical encoding of `[kind, version, content]`.
 */
export function commit(salt: Uint8Array, payload: Uint8Array): Commitment {
  // The salt's length is fixed, so that nothing can be moved between it and the payload.
  if (salt.length !== SALT_BYTES) throw new RangeError(`salt of ${salt.length} bytes`);
  return sha256(COMMITMENT, salt, payload) as Commitment;
}

/** Whether salt and payload are what was committed to. A salt of another length is none. */
export function opensCommitment(commitment: Commitment, salt: Uint8Array, payload: Uint8Array): boolean {
  return salt.length === SALT_BYTES && equal(commit(salt, payload), commitment);
}
