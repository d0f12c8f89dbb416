import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { equalSecret } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';
import { isElement } from './element.ts';
import { SCALAR_BYTES } from './limits.ts';
import type { Token } from './token.ts';
import { TokenError } from './token-error.ts';

export interface IssuerKeys {
  readonly secret: Uint8Array;
  /** What every charter of the venue names. */
  readonly publicKey: Uint8Array;
}

export interface Issued {
  /** One for each blinded element, in order. */
  readonly evaluated: readonly Uint8Array[];
  /** That all were made with one and the same secret: the public key's. */
  readonly proof: Uint8Array;
}

/** From 32 random bytes, always the same (RFC 9497, section 3.2.1, mode POPRF). */
export function issuerKeys(seed: Uint8Array, keyInfo: Uint8Array): IssuerKeys {
  const { secretKey, publicKey } = ristretto255_oprf.poprf(keyInfo).deriveKeyPair(seed, keyInfo);
  return { secret: secretKey, publicKey };
}

/**
 * Evaluates a batch without seeing what it is made from (RFC 9497, section 3.3.3): tokens for this info alone.
 *
 * Takes some 4 ms an element. Not in constant time: bigints are not. Throws TokenError `ELEMENT`.
 */
export function issue(
  { secret }: IssuerKeys,
  info: Uint8Array,
  blinded: readonly Uint8Array[],
  random: Randomness,
): Issued {
  if (!blinded.every(isElement)) throw new TokenError('ELEMENT', 'a blinded element is none');
  return ristretto255_oprf
    .poprf(info)
    .blindEvaluateBatch(secret, [...blinded], (length = SCALAR_BYTES) => random(length));
}

/** Whether a token was issued with this secret, for this info. Some 2 ms. */
export function isIssued({ secret }: IssuerKeys, info: Uint8Array, { nonce, output }: Token): boolean {
  return equalSecret(ristretto255_oprf.poprf(info).evaluate(secret, nonce), output);
}
