import { equal } from '../../base/bytes.ts';
import type { PartyId } from '../../base/ids.ts';
import { readable } from '../codec/readable.ts';
import { type GroupElement, sum } from '../crypto/ristretto255.ts';
import { checkAnswerStep } from './answer-step.ts';
import { checkBlind } from './blind-step.ts';
import { checkDecryption } from './decrypt-step.ts';
import { checkKey } from './key-step.ts';
import type { Proposal } from './proposal.ts';
import { type Awaiting, elementOf, placeOf, type Round, type StepFault, startRound } from './round.ts';
import { decodeStep, type Step, type StepKind, type StepOf } from './step.ts';
import { transcriptAfter } from './transcript.ts';

/** A step as it stands in the record; `party` is that of the seat whom the entry's proof names. */
export interface PostedStep {
  readonly party: PartyId;
  readonly bytes: Uint8Array;
}

/** All of a round's steps, in the record's order. */
export function readRound(proposal: Proposal, steps: readonly PostedStep[]): Round {
  return steps.reduce<Round>(readStep, startRound(proposal));
}

/**
 * The round after one more step, in the record's order. Never throws for what was posted. `[AND-8]`
 *
 * Passed over, the round staying as it is: what comes from no party that was asked, from one that has given this step
 * already, out of its round, or after the end.
 */
export function readStep(round: Round, { party, bytes }: PostedStep): Round {
  if (round.kind !== 'awaiting') return round;
  const at = placeOf(round.proposal.parties, party);
  if (at < 0 || round.given[at] !== undefined) return round;
  const step = readable(() => decodeStep(bytes));
  if (step === undefined) return broken(round, party, 'not-a-step');
  if (step.kind !== round.step) return round;
  if (!equal(step.transcript, round.transcript)) return broken(round, party, 'another-transcript');
  if (!holds(round, party, step)) return broken(round, party, 'proof-does-not-hold');
  const next = { ...round, given: round.given.with(at, step as never) } as Awaiting;
  if (next.given.includes(undefined)) return next;
  return roundAfter(next) ?? broken(round, party, 'sum-is-identity');
}

function broken({ proposal, step }: Awaiting, party: PartyId, why: StepFault): Round {
  return { kind: 'broken', proposal, party, step, why };
}

function holds(round: Awaiting, party: PartyId, step: Step): boolean {
  switch (round.step) {
    case 'key':
      return checkKey(round, party, step as StepOf<'key'>);
    case 'answer':
      return checkAnswerStep(round, party, step as StepOf<'answer'>);
    case 'blind':
      return checkBlind(round, party, step as StepOf<'blind'>);
    case 'decrypt':
      return checkDecryption(round, party, step as StepOf<'decrypt'>);
  }
}

/** What follows when the last party has given its step; `undefined` where the steps leave nothing to go on with. */
function roundAfter(round: Awaiting): Round | undefined {
  const { kind, proposal } = round;
  const begin = () => {
    const transcript = transcriptAfter(round.transcript, round.given as readonly Step[]);
    return { kind, proposal, transcript, given: proposal.parties.map(() => undefined) };
  };
  switch (round.step) {
    case 'key': {
      const keys = all(round).map(({ key }) => key);
      const jointKey = total(keys);
      return jointKey && { ...begin(), step: 'answer', keys, jointKey };
    }
    case 'answer': {
      const product = totals(all(round));
      return product && { ...begin(), step: 'blind', keys: round.keys, product };
    }
    case 'blind': {
      const blinded = totals(all(round));
      return blinded && { ...begin(), step: 'decrypt', keys: round.keys, blinded };
    }
    case 'decrypt': {
      const shares = sum(all(round).map(({ share }) => elementOf(share)));
      return { kind: elementOf(round.blinded.b).equals(shares) ? 'accepted' : 'not-accepted', proposal };
    }
  }
}

function all<K extends StepKind>(round: { readonly given: readonly (StepOf<K> | undefined)[] }): readonly StepOf<K>[] {
  return round.given.filter((step) => step !== undefined);
}

function totals(steps: readonly { readonly a: Uint8Array; readonly b: Uint8Array }[]) {
  const [a, b] = [total(steps.map((step) => step.a)), total(steps.map((step) => step.b))];
  return a && b && { a, b };
}

function total(elements: readonly Uint8Array[]): Uint8Array | undefined {
  const together: GroupElement = sum(elements.map(elementOf));
  return together.is0() ? undefined : together.toBytes();
}
