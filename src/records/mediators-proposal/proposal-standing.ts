import type { ProposalView } from './proposal-slice.ts';

export const PROPOSAL_STANDINGS = ['awaiting', 'accepted', 'not accepted', 'broken', 'not completed'] as const;
export type ProposalStanding = (typeof PROPOSAL_STANDINGS)[number];

/** In a word, as people say it. */
export function proposalStanding({ round, ended }: Pick<ProposalView, 'round' | 'ended'>): ProposalStanding {
  if (ended !== null) return 'not completed';
  return round.kind === 'not-accepted' ? 'not accepted' : round.kind;
}
