import type { IdText } from '../timeline.ts';

/** Keyed by the idea's entry, or by that of the merging that made it. Ideas bind nobody. */
export interface IdeaSlice {
  order: IdText[];
  byEntry: Record<IdText, IdeaView>;
  /** Where an argument stands, by its own entry. */
  placeOfArgument: Record<IdText, { idea: IdText; index: number }>;
  versions: Record<IdText, IdeaVersionView>;
  nonPapers: Record<IdText, NonPaperView>;
}

export interface IdeaView {
  position: number;
  title: string;
  text: string;
  language: string;
  /** In the record's order. */
  arguments: ArgumentView[];
  /** Entries of `versions` and `nonPapers`, in order. */
  versions: IdText[];
  nonPapers: IdText[];
  /** The ideas that became this one. */
  mergedFrom: IdText[];
  /** And the one that this became a part of. */
  mergedInto: IdText | null;
  withdrawnAt: number | null;
}

export interface ArgumentView {
  entry: IdText;
  position: number;
  side: 'for' | 'against';
  /** Empty when withdrawn. */
  text: string;
  language: string;
  withdrawnAt: number | null;
}

export interface IdeaVersionView {
  position: number;
  idea: IdText;
  /** Empty when withdrawn, and the text too. */
  title: string;
  text: string;
  language: string;
  withdrawnAt: number | null;
}

/** It has no title: a non-paper goes without a heading. */
export interface NonPaperView {
  position: number;
  idea: IdText;
  /** Empty when withdrawn. */
  text: string;
  language: string;
  withdrawnAt: number | null;
}

export function emptyIdeas(): IdeaSlice {
  return { order: [], byEntry: {}, placeOfArgument: {}, versions: {}, nonPapers: {} };
}

export function argumentView(ideas: IdeaSlice, entry: IdText): ArgumentView | undefined {
  const place = ideas.placeOfArgument[entry];
  return place === undefined ? undefined : ideas.byEntry[place.idea]?.arguments[place.index];
}
