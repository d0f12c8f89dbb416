import type { PartyId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { GENERATOR, type GroupElement, multiplySecret, readScalar } from '../crypto/ristretto255.ts';
import { checkExponent, type ExponentClaim, proveExponent } from './exponent-proof.ts';
import { PrivateAndError } from './private-and-error.ts';
import { type Awaiting, asked, elementOf, placeOf, proofPlace, type Round } from './round.ts';
import { encodeStep, type StepOf } from './step.ts';

/**
 * This party's share of the decryption, with the secret that `giveKey` gave. Overwrites `secret`: the caller drops its
 * stored copy in the same write that keeps the step, so that no second share is ever made with it. `[AND-11]`
 *
 * Throws SECRET_OF_ANOTHER_KEY, and leaves it as it is, where it does not belong to the party's key.
 */
export function giveDecryption(round: Round, party: PartyId, secret: Uint8Array, randomness: Randomness): Uint8Array {
  const awaiting = asked(round, 'decrypt', party);
  const scalar = readScalar(secret);
  const key = keyOf(awaiting, party);
  if (scalar === undefined || scalar === 0n || !multiplySecret(GENERATOR, scalar).equals(key)) {
    throw new PrivateAndError('SECRET_OF_ANOTHER_KEY', 'not the secret of the key that was given');
  }
  const share = multiplySecret(elementOf(awaiting.blinded.a), scalar);
  const proof = proveExponent(proofPlace(awaiting, party), claim(awaiting, key, share), scalar, randomness);
  secret.fill(0);
  return encodeStep({ kind: 'decrypt', transcript: awaiting.transcript, share: share.toBytes(), ...proof });
}

/** `[AND-7]` */
export function checkDecryption(round: Awaiting<'decrypt'>, party: PartyId, step: StepOf<'decrypt'>): boolean {
  return checkExponent(proofPlace(round, party), claim(round, keyOf(round, party), elementOf(step.share)), step);
}

function claim({ blinded }: Awaiting<'decrypt'>, key: GroupElement, share: GroupElement): ExponentClaim {
  return { bases: [GENERATOR, elementOf(blinded.a)], images: [key, share] };
}

function keyOf({ keys, proposal }: Awaiting<'decrypt'>, party: PartyId): GroupElement {
  return elementOf(keys[placeOf(proposal.parties, party)]);
}
