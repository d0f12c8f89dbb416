import { equal } from '../../base/bytes.ts';
import type { PartyId } from '../../base/ids.ts';
import { type GroupElement, readElement } from '../crypto/ristretto255.ts';
import { PrivateAndError } from './private-and-error.ts';
import { type Proposal, proposalDigest } from './proposal.ts';
import type { StepKind, StepOf } from './step.ts';
import type { ProofPlace } from './transcript.ts';

/** An ElGamal ciphertext: two elements. */
export interface Ciphertext {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/** What the rounds before have given, by the step that is asked for now. */
interface Known {
  readonly key: unknown;
  readonly answer: { readonly keys: readonly Uint8Array[]; readonly jointKey: Uint8Array };
  readonly blind: { readonly keys: readonly Uint8Array[]; readonly product: Ciphertext };
  readonly decrypt: { readonly keys: readonly Uint8Array[]; readonly blinded: Ciphertext };
}

/** All parties are asked for one step; it goes on when the last has given it. */
export type Awaiting<K extends StepKind = StepKind> = {
  readonly [Each in K]: Known[Each] & {
    readonly kind: 'awaiting';
    readonly step: Each;
    readonly proposal: Proposal;
    readonly transcript: Uint8Array;
    /** By the parties' places; each was checked. */
    readonly given: readonly (StepOf<Each> | undefined)[];
  };
}[K];

/** Why a step broke its round. */
export type StepFault =
  | 'not-a-step' // bytes that are none: another shape or spelling, no elements, the identity
  | 'another-transcript' // made for another proposal, or after other steps than were read here: accuses nobody by itself
  | 'proof-does-not-hold' // wrong, or another's
  | 'sum-is-identity'; // together with the others' it leaves nothing to go on with

/**
 * Where a mediator's proposal stands: awaiting → … → awaiting → accepted or not accepted; broken at any step.
 *
 * Plain data without secrets, the same for everyone who read the same steps: it may be kept with a projection. Made by
 * `startRound` and `readStep` alone.
 */
export type Round =
  | Awaiting
  | { readonly kind: 'accepted'; readonly proposal: Proposal }
  | { readonly kind: 'not-accepted'; readonly proposal: Proposal }
  | {
      readonly kind: 'broken';
      readonly proposal: Proposal;
      readonly party: PartyId;
      readonly step: StepKind;
      readonly why: StepFault;
    };

/** Throws a CodecError for parties that no round can have. `[AND-1]` */
export function startRound(proposal: Proposal): Awaiting<'key'> {
  const given = proposal.parties.map(() => undefined);
  return { kind: 'awaiting', step: 'key', proposal, transcript: proposalDigest(proposal), given };
}

/** Whose step the round waits for; nobody's when it is over. */
export function awaitedParties(round: Round): readonly PartyId[] {
  if (round.kind !== 'awaiting') return [];
  return round.proposal.parties.filter((_, at) => round.given[at] === undefined);
}

export function placeOf(parties: readonly PartyId[], party: PartyId): number {
  return parties.findIndex((each) => equal(each, party));
}

/** The round, if it waits for this step of this party; throws NOT_AWAITED if not. */
export function asked<K extends StepKind>(round: Round, step: K, party: PartyId): Awaiting<K> {
  const awaited = awaitedParties(round).some((each) => equal(each, party));
  if (round.kind === 'awaiting' && round.step === step && awaited) return round as Awaiting<K>;
  throw new PrivateAndError('NOT_AWAITED', `no ${step} is awaited from this party`);
}

export function proofPlace({ transcript, step }: Awaiting, party: PartyId): ProofPlace {
  return { transcript, step, party };
}

/** Of bytes that a step was read from, or that we made: they were checked when they came in. */
export function elementOf(bytes: Uint8Array | undefined): GroupElement {
  const element = bytes === undefined ? undefined : readElement(bytes);
  if (element === undefined) throw new Error('an element of a round that was not checked');
  return element;
}
