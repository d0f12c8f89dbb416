import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import type { Randomness } from '../../base/ports.ts';
import { fixed, list, struct } from '../codec/shapes.ts';
import { isElement } from './element.ts';
import type { Issued } from './issuer.ts';
import { BATCH_TOKENS, ELEMENT_BYTES, SCALAR_BYTES, TOKEN_NONCE_BYTES } from './limits.ts';
import type { Token } from './token.ts';
import { TokenError } from './token-error.ts';

/**
 * What was asked for, to be kept until the answer has come: asked for again, with other elements, the venue would
 * refuse. A secret: whoever has it can tell this device's tokens from others'.
 */
export interface AskedBatch {
  readonly nonces: readonly Uint8Array[];
  readonly blinds: readonly Uint8Array[];
  /** What the venue sees: uniformly random, whatever the nonces. */
  readonly blinded: readonly Uint8Array[];
}

export const askedBatchCodec = struct('asked batch', {
  nonces: list('nonces', fixed('nonce', TOKEN_NONCE_BYTES), { min: 1, max: BATCH_TOKENS }),
  blinds: list('blinds', fixed('blind', SCALAR_BYTES), { min: 1, max: BATCH_TOKENS }),
  blinded: list('blinded', fixed('blinded', ELEMENT_BYTES), { min: 1, max: BATCH_TOKENS }),
});

/** Throws TokenError `ISSUER_KEY`. Some 3 ms a token. */
export function askForTokens(issuerKey: Uint8Array, info: Uint8Array, count: number, random: Randomness): AskedBatch {
  checkIssuerKey(issuerKey);
  const poprf = ristretto255_oprf.poprf(info);
  const nonces = Array.from({ length: count }, () => random(TOKEN_NONCE_BYTES));
  const asked = nonces.map((nonce) => poprf.blind(nonce, issuerKey, (length = SCALAR_BYTES) => random(length)));
  return { nonces, blinds: asked.map(({ blind }) => blind), blinded: asked.map(({ blinded }) => blinded) };
}

/**
 * The tokens, if all of them were made with the secret of this very key (RFC 9497, section 3.3.3); otherwise
 * `undefined`: the venue would know its own answer again when a token is spent. `[UNATTR-3]`
 */
export function takeTokens(
  issuerKey: Uint8Array,
  info: Uint8Array,
  asked: AskedBatch,
  issued: Issued,
): readonly Token[] | undefined {
  checkIssuerKey(issuerKey);
  if (issued.evaluated.length !== asked.blinded.length || !issued.evaluated.every(isElement)) return undefined;
  const poprf = ristretto255_oprf.poprf(info);
  // The tweaked key is a function of key and info alone.
  const { tweakedKey } = poprf.blind(asked.nonces[0] as Uint8Array, issuerKey);
  const items = asked.nonces.map((input, i) => ({
    input,
    blind: asked.blinds[i] as Uint8Array,
    blinded: asked.blinded[i] as Uint8Array,
    evaluated: issued.evaluated[i] as Uint8Array,
  }));
  try {
    const outputs = poprf.finalizeBatch(items, issued.proof, tweakedKey);
    return outputs.map((output, i) => ({ nonce: asked.nonces[i] as Uint8Array, output }));
  } catch {
    return undefined;
  }
}

function checkIssuerKey(issuerKey: Uint8Array): void {
  if (!isElement(issuerKey)) throw new TokenError('ISSUER_KEY', 'the issuer key is no group element');
}
