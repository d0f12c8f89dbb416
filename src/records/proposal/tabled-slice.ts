import type { IdText } from '../timeline.ts';

/** What parties have tabled, keyed by the entry. */
export interface TabledSlice {
  order: IdText[];
  byEntry: Record<IdText, TabledView>;
}

export interface TabledView {
  position: number;
  party: IdText;
  /** Empty when withdrawn, and the text too. */
  title: string;
  text: string;
  language: string;
  /** The text of this record that it rests on: a non-paper, or one that was put forward. */
  cites: IdText | null;
  withdrawnAt: number | null;
}

export function emptyTabled(): TabledSlice {
  return { order: [], byEntry: {} };
}
