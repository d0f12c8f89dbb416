import type { PartyId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { encode } from '../codec/codec.ts';
import { bytes, fixed, id, list, struct, word } from '../codec/shapes.ts';
import {
  ELEMENT_BYTES,
  type GroupElement,
  hashToScalar,
  SCALAR_BYTES,
  type Scalar,
  scalarBytes,
} from '../crypto/ristretto255.ts';
import { SHA256_BYTES, sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { PARTIES_MAX, STEP_BYTES_MAX } from './limits.ts';
import { encodeStep, STEP_KINDS, type Step, type StepKind } from './step.ts';

/** Where a proof belongs, and nowhere else. `[AND-3]` */
export interface ProofPlace {
  /** Over the proposal and every step of the rounds before. */
  readonly transcript: Uint8Array;
  readonly step: StepKind;
  /** Whose proof it is. */
  readonly party: PartyId;
}

const stepsCodec = list('steps', bytes('step', { max: STEP_BYTES_MAX }), { max: PARTIES_MAX });

/** The transcript after a round, given that before it and the round's steps in the order of the parties. */
export function transcriptAfter(before: Uint8Array, steps: readonly Step[]): Uint8Array {
  return sha256(domain('and/round'), before, encode(stepsCodec, steps.map(encodeStep)));
}

/** An answer's proof is about eight elements; the others have less. */
const PROOF_ELEMENTS_MAX = 8;

const statement = {
  transcript: fixed('transcript', SHA256_BYTES),
  step: word('step', STEP_KINDS),
  party: id<PartyId>('party'),
  elements: list('elements', fixed('element', ELEMENT_BYTES), { max: PROOF_ELEMENTS_MAX }),
};
const challengeCodec = struct('challenge', statement);
const NONCE_RANDOM_BYTES = 32;
const nonceCodec = struct('nonce', {
  random: fixed('random', NONCE_RANDOM_BYTES),
  secret: fixed('secret', SCALAR_BYTES),
  ...statement,
});

/** What a proof at this place about these elements must answer: bases, images, commitments. */
export function challenge(place: ProofPlace, elements: readonly GroupElement[]): Scalar {
  return hashToScalar(domain('and/proof'), encode(challengeCodec, { ...place, elements: elements.map(toBytes) }));
}

/**
 * A proof's one-time scalar. From fresh randomness, the secret and the statement (after RFC 9591, section 4.1): a
 * generator that repeats itself gives no secret away unless the statement is the same too.
 */
export function nonce(
  place: ProofPlace,
  elements: readonly GroupElement[],
  secret: Scalar,
  randomness: Randomness,
): Scalar {
  const random = randomness(NONCE_RANDOM_BYTES);
  const hashed = encode(nonceCodec, {
    random,
    secret: scalarBytes(secret),
    ...place,
    elements: elements.map(toBytes),
  });
  const scalar = hashToScalar(domain('and/nonce'), hashed);
  random.fill(0);
  hashed.fill(0);
  return scalar;
}

function toBytes(element: GroupElement): Uint8Array {
  return element.toBytes();
}
