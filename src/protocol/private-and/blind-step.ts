import type { PartyId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { type GroupElement, multiplySecret, randomScalar } from '../crypto/ristretto255.ts';
import { checkExponent, proveExponent } from './exponent-proof.ts';
import { type Awaiting, asked, elementOf, proofPlace, type Round } from './round.ts';
import { encodeStep, type StepOf } from './step.ts';

/**
 * The product of all answers, raised to a secret power. Together they leave zero as it is, and make anything else random
 * as long as one party is honest. The power is kept nowhere.
 */
export function giveBlind(round: Round, party: PartyId, randomness: Randomness): Uint8Array {
  const awaiting = asked(round, 'blind', party);
  const bases = product(awaiting);
  const power = randomScalar(randomness);
  const images = bases.map((base) => multiplySecret(base, power)) as [GroupElement, GroupElement];
  const proof = proveExponent(proofPlace(awaiting, party), { bases, images }, power, randomness);
  return encodeStep({
    kind: 'blind',
    transcript: awaiting.transcript,
    a: images[0].toBytes(),
    b: images[1].toBytes(),
    ...proof,
  });
}

/** `[AND-6]` That the power is not zero is in the step's shape: the identity has none. */
export function checkBlind(round: Awaiting<'blind'>, party: PartyId, step: StepOf<'blind'>): boolean {
  const images = [elementOf(step.a), elementOf(step.b)];
  return checkExponent(proofPlace(round, party), { bases: product(round), images }, step);
}

function product({ product: { a, b } }: Awaiting<'blind'>): readonly [GroupElement, GroupElement] {
  return [elementOf(a), elementOf(b)];
}
