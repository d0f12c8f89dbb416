import type { IdText } from '../timeline.ts';
import type { ProposalView } from './proposal-slice.ts';

/** Whose step a round waits for, by what is shown of it: for views, which need nothing of how it is checked. */
export function awaitedIn({ round, parties }: Pick<ProposalView, 'round' | 'parties'>): readonly IdText[] {
  return round.kind === 'awaiting' ? parties.filter((_, at) => round.given[at] === undefined) : [];
}
