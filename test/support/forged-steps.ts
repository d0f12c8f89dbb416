import type { PartyId } from '../../src/base/ids.ts';
import { GENERATOR, type GroupElement, type Scalar } from '../../src/protocol/crypto/ristretto255.ts';
import { proveAnswer } from '../../src/protocol/private-and/answer-proof.ts';
import { proveExponent } from '../../src/protocol/private-and/exponent-proof.ts';
import { elementOf, proofPlace, type StepFault } from '../../src/protocol/private-and/round.ts';
import { decodeStep, encodeStep, type StepKind, type StepOf } from '../../src/protocol/private-and/step.ts';
import type { PlayedRound } from './mediators-proposal.ts';

export interface Pair {
  readonly a: GroupElement;
  readonly b: GroupElement;
}

/** The step that was posted at this place of the round's record. */
export function givenStep<K extends StepKind>(_kind: K, played: PlayedRound, at: number): StepOf<K> {
  return decodeStep(played.bytes(at)) as StepOf<K>;
}

export function pairOf({ a, b }: { readonly a: Uint8Array; readonly b: Uint8Array }): Pair {
  return { a: elementOf(a), b: elementOf(b) };
}

/** The state that a bad step leaves. */
export function brokenBy(party: PartyId, step: StepKind, why: StepFault = 'proof-does-not-hold') {
  return { kind: 'broken', party, step, why };
}

// Each of these is a step of any elements whatever, with the best proof that one can make who knows `secret`.

export function forgedKey(played: PlayedRound, party: PartyId, key: GroupElement, secret: Scalar): Uint8Array {
  const awaiting = played.awaiting('key');
  const proof = proveExponent(
    proofPlace(awaiting, party),
    { bases: [GENERATOR], images: [key] },
    secret,
    played.random,
  );
  return encodeStep({ kind: 'key', transcript: awaiting.transcript, key: key.toBytes(), ...proof });
}

export function forgedAnswer(
  played: PlayedRound,
  party: PartyId,
  { a, b }: Pair,
  { yes, secret }: { readonly yes: boolean; readonly secret: Scalar },
): Uint8Array {
  const awaiting = played.awaiting('answer');
  const claim = { jointKey: elementOf(awaiting.jointKey), a, b };
  const proof = proveAnswer(proofPlace(awaiting, party), claim, { yes, secret }, played.random);
  return encodeStep({ kind: 'answer', transcript: awaiting.transcript, a: a.toBytes(), b: b.toBytes(), ...proof });
}

export function forgedBlind(played: PlayedRound, party: PartyId, { a, b }: Pair, secret: Scalar): Uint8Array {
  const awaiting = played.awaiting('blind');
  const product = pairOf(awaiting.product);
  const claim = { bases: [product.a, product.b], images: [a, b] };
  const proof = proveExponent(proofPlace(awaiting, party), claim, secret, played.random);
  return encodeStep({ kind: 'blind', transcript: awaiting.transcript, a: a.toBytes(), b: b.toBytes(), ...proof });
}

export function forgedDecryption(played: PlayedRound, at: number, share: GroupElement, secret: Scalar): Uint8Array {
  const awaiting = played.awaiting('decrypt');
  const claim = {
    bases: [GENERATOR, elementOf(awaiting.blinded.a)],
    images: [elementOf(awaiting.keys[at]), share],
  };
  const proof = proveExponent(proofPlace(awaiting, played.party(at)), claim, secret, played.random);
  return encodeStep({ kind: 'decrypt', transcript: awaiting.transcript, share: share.toBytes(), ...proof });
}
