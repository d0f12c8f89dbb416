import type { IdText } from '../timeline.ts';

/** The confidence-building ledger, keyed by the entry that gave the undertaking. */
export interface UndertakingSlice {
  order: IdText[];
  byEntry: Record<IdText, UndertakingView>;
}

export type UndertakingStatus = 'open' | 'kept' | 'partly kept' | 'lapsed' | 'reversed';

export interface UndertakingView {
  position: number;
  party: IdText;
  what: string;
  /** `2026-11-24`, or null where no date was given. */
  byWhen: string | null;
  howVerified: string;
  status: UndertakingStatus;
  /** Who said what of it, oldest first. The last one is the status. */
  updates: { entry: IdText; position: number; by: IdText; status: UndertakingStatus; note: string }[];
}

export function emptyUndertakings(): UndertakingSlice {
  return { order: [], byEntry: {} };
}
