import type { IdText } from '../timeline.ts';

/** Keyed by the idea's entry. Ideas bind nobody. */
export interface IdeaSlice {
  order: IdText[];
  byEntry: Record<IdText, IdeaView>;
  /** Which idea an argument belongs to, by the argument's entry. */
  ideaOfArgument: Record<IdText, IdText>;
}

export interface IdeaView {
  position: number;
  title: string;
  text: string;
  language: string;
  /** Arguments in order; `at` indexes them by entry. */
  arguments: ArgumentView[];
  withdrawnAt: number | null;
}

export interface ArgumentView {
  entry: IdText;
  position: number;
  side: 'for' | 'against';
  text: string;
  withdrawnAt: number | null;
}

export function emptyIdeas(): IdeaSlice {
  return { order: [], byEntry: {}, ideaOfArgument: {} };
}
