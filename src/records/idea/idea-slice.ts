import type { IdText } from '../timeline.ts';

/** Keyed by the idea's entry. Ideas bind nobody. */
export interface IdeaSlice {
  order: IdText[];
  byEntry: Record<IdText, IdeaView>;
  /** Where an argument stands, by its own entry. */
  placeOfArgument: Record<IdText, { idea: IdText; index: number }>;
}

export interface IdeaView {
  position: number;
  title: string;
  text: string;
  language: string;
  /** In the record's order. */
  arguments: ArgumentView[];
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

export function emptyIdeas(): IdeaSlice {
  return { order: [], byEntry: {}, placeOfArgument: {} };
}

export function argumentView(ideas: IdeaSlice, entry: IdText): ArgumentView | undefined {
  const place = ideas.placeOfArgument[entry];
  return place === undefined ? undefined : ideas.byEntry[place.idea]?.arguments[place.index];
}
