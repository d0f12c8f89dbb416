import type { Randomness } from '../../base/ports.ts';
import {
  type GroupElement,
  minus,
  multiplyPublic,
  multiplySecret,
  plus,
  readScalar,
  type Scalar,
  scalarBytes,
  times,
} from '../crypto/ristretto255.ts';
import { challenge, nonce, type ProofPlace } from './transcript.ts';

/** "Each image is its base times one scalar, and I know it." */
export interface ExponentClaim {
  readonly bases: readonly GroupElement[];
  readonly images: readonly GroupElement[];
}

export interface ExponentProof {
  readonly challenge: Uint8Array;
  readonly response: Uint8Array;
}

/**
 * Schnorr's proof of knowledge with one base, Chaum and Pedersen's with two; made non-interactive by Fiat and Shamir's
 * hash over the whole place. Tells nothing of the scalar beyond the images.
 */
export function proveExponent(
  place: ProofPlace,
  { bases, images }: ExponentClaim,
  secret: Scalar,
  randomness: Randomness,
): ExponentProof {
  const k = nonce(place, [...bases, ...images], secret, randomness);
  const commitments = bases.map((base) => multiplySecret(base, k));
  const c = challenge(place, [...bases, ...images, ...commitments]);
  return { challenge: scalarBytes(c), response: scalarBytes(plus(k, times(c, secret))) };
}

export function checkExponent(
  place: ProofPlace,
  { bases, images }: ExponentClaim,
  { challenge: claimed, response }: ExponentProof,
): boolean {
  const [c, z] = [readScalar(claimed), readScalar(response)];
  if (c === undefined || z === undefined) return false;
  const commitments = bases.map((base, at) =>
    multiplyPublic(base, z).subtract(multiplyPublic(images[at] as GroupElement, c)),
  );
  return minus(c, challenge(place, [...bases, ...images, ...commitments])) === 0n;
}
