import type { PartyId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { GENERATOR, type GroupElement, multiplySecret, randomScalar, scalarBytes } from '../crypto/ristretto255.ts';
import { checkExponent, type ExponentClaim, proveExponent } from './exponent-proof.ts';
import { type Awaiting, asked, elementOf, proofPlace, type Round } from './round.ts';
import { encodeStep, type StepOf } from './step.ts';

/**
 * A party's share of the joint key, made for this round only.
 *
 * `secret` is kept on this device until `giveDecryption` takes it, and erased when the round ends otherwise. With the
 * secrets of all parties each single answer opens; with all but one, none does.
 */
export function giveKey(
  round: Round,
  party: PartyId,
  randomness: Randomness,
): { readonly step: Uint8Array; readonly secret: Uint8Array } {
  const awaiting = asked(round, 'key', party);
  const { transcript } = awaiting;
  const secret = randomScalar(randomness);
  const key = multiplySecret(GENERATOR, secret);
  const proof = proveExponent(proofPlace(awaiting, party), claim(key), secret, randomness);
  return { step: encodeStep({ kind: 'key', transcript, key: key.toBytes(), ...proof }), secret: scalarBytes(secret) };
}

/** `[AND-4]` */
export function checkKey(round: Awaiting<'key'>, party: PartyId, step: StepOf<'key'>): boolean {
  return checkExponent(proofPlace(round, party), claim(elementOf(step.key)), step);
}

function claim(key: GroupElement): ExponentClaim {
  return { bases: [GENERATOR], images: [key] };
}
