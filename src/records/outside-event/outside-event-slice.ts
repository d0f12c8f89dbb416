import type { IdText } from '../timeline.ts';

/** What happened, or will happen, outside the talks, keyed by the entry that noted it. */
export interface OutsideEventSlice {
  order: IdText[];
  byEntry: Record<IdText, OutsideEventView>;
}

export interface OutsideEventView {
  position: number;
  /** Empty when withdrawn, like all words here. */
  title: string;
  /** `2026-11-24`: its first day. Null when withdrawn. */
  on: string | null;
  /** Its last day, where it is not the first. */
  until: string | null;
  place: string;
  /** Where it is known from. */
  source: string;
  notedBy: IdText;
  withdrawnAt: number | null;
}

export function emptyOutsideEvents(): OutsideEventSlice {
  return { order: [], byEntry: {} };
}
