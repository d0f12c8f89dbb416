import type { IdText } from '../timeline.ts';

/** How words can be taken, from what carries them to what stops them. They bind nobody. */
export const REACTION_WORDS = ['agree', 'could live with it', 'needs thought', 'cannot live with it'] as const;

export type ReactionWord = (typeof REACTION_WORDS)[number];

/** Keyed by the entry that they are about. */
export interface ReactionSlice {
  byAbout: Record<IdText, ReactionsView>;
}

export interface ReactionsView {
  /** What stands of each seat that said who it is: at most one. */
  bySeat: Record<IdText, { entry: IdText; what: ReactionWord }>;
  /** How often each was said by nobody in particular: no order and no moment. */
  unattributed: Record<ReactionWord, number>;
}

export function emptyReactions(): ReactionSlice {
  return { byAbout: {} };
}

export function noReactions(): ReactionsView {
  return {
    bySeat: {},
    unattributed: { agree: 0, 'could live with it': 0, 'needs thought': 0, 'cannot live with it': 0 },
  };
}
