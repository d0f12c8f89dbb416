import type { Randomness } from '../../base/ports.ts';
import {
  GENERATOR,
  type GroupElement,
  minus,
  multiplyPublic,
  multiplySecret,
  plus,
  randomScalar,
  readScalar,
  type Scalar,
  scalarBytes,
  times,
} from '../crypto/ristretto255.ts';
import type { StepOf } from './step.ts';
import { challenge, nonce, type ProofPlace } from './transcript.ts';

/** "(a, b) encrypts, under `jointKey`, zero or the generator, and I know with what." */
export interface AnswerClaim {
  readonly jointKey: GroupElement;
  readonly a: GroupElement;
  readonly b: GroupElement;
}

export type AnswerProof = Pick<StepOf<'answer'>, 'challengeYes' | 'challengeNo' | 'responseYes' | 'responseNo'>;

/**
 * Cramer, Damgård and Schoenmakers' disjunction of two Chaum-Pedersen proofs: the one that holds is made, the other is
 * simulated, and nobody can tell which. Both answers do the same operations in the same order.
 */
export function proveAnswer(
  place: ProofPlace,
  claim: AnswerClaim,
  { yes, secret }: { readonly yes: boolean; readonly secret: Scalar },
  randomness: Randomness,
): AnswerProof {
  const { jointKey, a, b } = claim;
  const bases = [GENERATOR, jointKey] as const;
  const k = nonce(place, [...bases, a, b], secret, randomness);
  const made = bases.map((base) => multiplySecret(base, k));
  const [simulatedChallenge, simulatedResponse] = [randomScalar(randomness), randomScalar(randomness)];
  const images = [a, yes ? withoutNo(b) : b] as const;
  const simulated = bases.map((base, at) =>
    multiplySecret(base, simulatedResponse).subtract(multiplySecret(images[at] as GroupElement, simulatedChallenge)),
  );
  const commitments = yes ? [...made, ...simulated] : [...simulated, ...made];
  const madeChallenge = minus(challenge(place, [...bases, a, b, ...commitments]), simulatedChallenge);
  const madePart = [scalarBytes(madeChallenge), scalarBytes(plus(k, times(madeChallenge, secret)))] as const;
  const simulatedPart = [scalarBytes(simulatedChallenge), scalarBytes(simulatedResponse)] as const;
  const [[challengeYes, responseYes], [challengeNo, responseNo]] = yes
    ? [madePart, simulatedPart]
    : [simulatedPart, madePart];
  return { challengeYes, challengeNo, responseYes, responseNo };
}

export function checkAnswer(place: ProofPlace, claim: AnswerClaim, proof: AnswerProof): boolean {
  const { jointKey, a, b } = claim;
  const bases = [GENERATOR, jointKey] as const;
  const [yes, no] = [readScalar(proof.challengeYes), readScalar(proof.challengeNo)];
  const [toYes, toNo] = [readScalar(proof.responseYes), readScalar(proof.responseNo)];
  if (yes === undefined || no === undefined || toYes === undefined || toNo === undefined) return false;
  const commitments = (c: Scalar, z: Scalar, images: readonly [GroupElement, GroupElement]) =>
    bases.map((base, at) => multiplyPublic(base, z).subtract(multiplyPublic(images[at] as GroupElement, c)));
  const all = [...commitments(yes, toYes, [a, b]), ...commitments(no, toNo, [a, withoutNo(b)])];
  return minus(plus(yes, no), challenge(place, [...bases, a, b, ...all])) === 0n;
}

/** What would be there if the answer were no and one took the no out. */
function withoutNo(b: GroupElement): GroupElement {
  return b.subtract(GENERATOR);
}
