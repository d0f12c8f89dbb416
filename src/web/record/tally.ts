import { REACTION_WORDS, type ReactionsView, type ReactionWord } from '../../records/reaction/reaction-slice.ts';
import type { IdText } from '../../records/timeline.ts';

export interface Tally {
  readonly what: ReactionWord;
  readonly count: number;
  /** Of the count, those who are named: by their ids, so that no order in time shows. */
  readonly seats: readonly IdText[];
  readonly unattributed: number;
}

/** What was said of something, word by word, from what carries it to what stops it; words that nobody said are left out. */
export function tally(view: ReactionsView | undefined): readonly Tally[] {
  if (view === undefined) return [];
  return REACTION_WORDS.map((what) => {
    const seats = Object.keys(view.bySeat)
      .filter((seat) => view.bySeat[seat]?.what === what)
      .sort();
    const unattributed = view.unattributed[what];
    return { what, count: seats.length + unattributed, seats, unattributed };
  }).filter(({ count }) => count > 0);
}
