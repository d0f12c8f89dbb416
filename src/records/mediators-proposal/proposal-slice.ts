import type { Round } from '../../protocol/private-and/round.ts';
import type { IdText } from '../timeline.ts';

/** Mediator's proposals, keyed by the entry that put them. */
export interface ProposalSlice {
  order: IdText[];
  byEntry: Record<IdText, ProposalView>;
  /** Those that still await a party, in the record's order. */
  pending: IdText[];
}

export interface ProposedText {
  language: string;
  title: string;
  text: string;
}

/**
 * Where a proposal stands, and nothing of who said what: of an answer the record holds an encryption alone.
 *
 * `ended` is what somebody said; `round` is then as far as it had come.
 */
export interface ProposalView {
  position: number;
  proposedBy: IdText;
  /** The same text in each language that it was put in. */
  texts: ProposedText[];
  /** Who was asked, in ascending order of ids. */
  parties: IdText[];
  respondBy: number | null;
  round: Round;
  /** The seat that gave each party's key, and so gives the rest. `[AND-13]` */
  seats: Record<IdText, IdText>;
  ended: EndedView | null;
  /** Where it was accepted, not accepted, or broken: by which entry. */
  settledAt: number | null;
  /** Every step that was read is known by this reader to be its author's. */
  isVerified: boolean;
}

export interface EndedView {
  position: number;
  seat: IdText;
  party: IdText;
}

export function emptyProposals(): ProposalSlice {
  return { order: [], byEntry: {}, pending: [] };
}

/** Somebody's step, or the word that it is over, can still change it. */
export function isOpenProposal({ round, ended }: Pick<ProposalView, 'round' | 'ended'>): boolean {
  return round.kind === 'awaiting' && ended === null;
}
