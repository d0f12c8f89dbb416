import type { Rule } from '../../protocol/charter/ground-rules.ts';
import type { IdText } from '../timeline.ts';
import type { ZonedTime } from '../when.ts';

/** Keyed by the entry that proposed the meeting. */
export interface MeetingSlice {
  order: IdText[];
  byEntry: Record<IdText, MeetingView>;
}

export interface MeetingView {
  position: number;
  /** Null where this reader knows the meeting from what was said of it later. */
  proposedBy: IdText | null;
  title: string;
  purpose: string;
  start: ZonedTime;
  end: ZonedTime;
  place: string;
  agenda: string[];
  /** That it is planned to stand under; `null` for the room's. */
  rule: Rule | null;
  state: MeetingState;
  /** Where it was moved from, oldest first. */
  movedFrom: { start: ZonedTime; end: ZonedTime; movedAt: number }[];
  /** All versions, oldest first; the last one counts. */
  minutes: { entry: IdText; position: number; text: string; language: string; by: IdText }[];
}

/** Planned, then held or cancelled; neither comes back: a meeting that is called again is another meeting. */
export type MeetingState =
  | { kind: 'planned' }
  | { kind: 'held'; note: string; position: number }
  | { kind: 'cancelled'; note: string; position: number };

export function emptyMeetings(): MeetingSlice {
  return { order: [], byEntry: {} };
}
