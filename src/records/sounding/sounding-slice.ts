import type { IdText } from '../timeline.ts';
import type { Electorate, Side } from './electorate.ts';
import type { SoundingAnswer, SoundingForm } from './form.ts';

/** Keyed by the sounding's entry. Soundings bind nobody. */
export interface SoundingSlice {
  order: IdText[];
  byEntry: Record<IdText, SoundingView>;
  byBox: Record<IdText, IdText>;
  /** The box that was closed last, and the items that came out of it. */
  run: BallotRun | null;
  /** Boxes that were closed in a part of the record whose sounding this reader does not have: `[RECORD-7]`. */
  elsewhere: { box: IdText; position: number; ballots: number }[];
}

/** Items at the positions after `at`, up to and with `last`. */
export interface BallotRun {
  box: IdText;
  at: number;
  last: number;
}

export interface SoundingView {
  position: number;
  /** Under whose keys its ballots are. */
  epoch: number;
  box: IdText;
  question: string;
  language: string;
  form: SoundingForm;
  electorate: Electorate;
  seats: IdText[];
  /** At its opening. */
  sides: Side[];
  closesAt: number;
  ballotsMin: number;
  bySide: boolean;
  openedBy: IdText;
  /** Somebody said that it is closed before its time. */
  closing: { by: IdText; position: number } | null;
  /** Where the venue put what was in the box; null while it is open. */
  closedAt: number | null;
  /** More ballots than seats, or a box that was closed twice: nothing of it counts. `[SOUND-6]` */
  isVoid: boolean;
  /** Those that count, in the record's order. Empty while it is open. */
  ballots: BallotView[];
}

export interface BallotView {
  entry: IdText;
  side: IdText | null;
  answer: SoundingAnswer;
}

export function emptySoundings(): SoundingSlice {
  return { order: [], byEntry: {}, byBox: {}, run: null, elsewhere: [] };
}
