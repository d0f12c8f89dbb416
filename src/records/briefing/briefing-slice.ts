import type { IdText } from '../timeline.ts';

/** The briefing register, in the order that it was kept. */
export interface BriefingSlice {
  order: IdText[];
  byEntry: Record<IdText, BriefingView>;
}

export interface BriefingView {
  position: number;
  /** Who outside the room was told: a name, or a role. */
  who: string;
  byParty: IdText;
  /** `2026-11-24` */
  on: string;
  /** Facts of the disclosure board that they were told. */
  facts: IdText[];
  note: string;
  enteredBy: IdText;
}

export function emptyBriefings(): BriefingSlice {
  return { order: [], byEntry: {} };
}
