import { combine, split } from 'shamir-secret-sharing';
import { SALT_BYTES } from './commitment.ts';

/** The salt's bytes, each on a curve of its own, and the share's place on all of them. */
export const SHAMIR_SHARE_BYTES = SALT_BYTES + 1;

/**
 * Shamir's scheme over GF(256): any `needed` of the shares give the salt, fewer say nothing about it.
 *
 * `needed` is at least 2: with one there would be nothing to share. The library draws its own randomness, and gives
 * each share a random place, so that a share does not tell which party it was made for.
 */
export function splitSalt(
  salt: Uint8Array,
  { shares, needed }: { shares: number; needed: number },
): Promise<Uint8Array[]> {
  return split(salt, shares, needed);
}

/**
 * The salt, if these are enough shares of one salt and none was altered: the scheme itself cannot tell, so the
 * result counts for nothing until it opens the commitment.
 *
 * `undefined` for what cannot be combined at all: fewer than two, another length, the same place twice.
 */
export async function combineShares(shares: readonly Uint8Array[]): Promise<Uint8Array | undefined> {
  if (shares.length < 2 || shares.length > 255) return undefined;
  const places = shares.map((share) => (share.length === SHAMIR_SHARE_BYTES ? share[SALT_BYTES] : undefined));
  // At place 0 stands the secret itself: whoever brought such a share would name the salt alone.
  if (places.some((place) => place === undefined || place === 0)) return undefined;
  if (new Set(places).size < places.length) return undefined;
  return await combine([...shares]);
}
