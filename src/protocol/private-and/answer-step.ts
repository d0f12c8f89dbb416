import type { PartyId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { GENERATOR, IDENTITY, multiplySecret, randomScalar } from '../crypto/ristretto255.ts';
import { checkAnswer, proveAnswer } from './answer-proof.ts';
import { type Awaiting, asked, elementOf, proofPlace, type Round } from './round.ts';
import { encodeStep, type StepOf } from './step.ts';

/**
 * Yes or no, encrypted under the joint key.
 *
 * Hides the answer, not that there is one, nor when it came. The encryption's own secret is kept nowhere: whoever has it
 * can prove the answer to those who know whose step this is.
 */
export function giveAnswer(
  round: Round,
  party: PartyId,
  { yes }: { readonly yes: boolean },
  randomness: Randomness,
): Uint8Array {
  const awaiting = asked(round, 'answer', party);
  const jointKey = elementOf(awaiting.jointKey);
  const secret = randomScalar(randomness);
  const a = multiplySecret(GENERATOR, secret);
  const b = multiplySecret(jointKey, secret).add(yes ? IDENTITY : GENERATOR);
  const proof = proveAnswer(proofPlace(awaiting, party), { jointKey, a, b }, { yes, secret }, randomness);
  return encodeStep({ kind: 'answer', transcript: awaiting.transcript, a: a.toBytes(), b: b.toBytes(), ...proof });
}

/** `[AND-5]` */
export function checkAnswerStep(round: Awaiting<'answer'>, party: PartyId, step: StepOf<'answer'>): boolean {
  const claim = { jointKey: elementOf(round.jointKey), a: elementOf(step.a), b: elementOf(step.b) };
  return checkAnswer(proofPlace(round, party), claim, step);
}
