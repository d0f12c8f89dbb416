import type { IdText } from '../timeline.ts';

/** The disclosure board, keyed by fact id. */
export interface FactSlice {
  order: IdText[];
  byId: Record<IdText, FactView>;
}

export type FactStatus = 'disclosed' | 'withheld' | 'unclear';

/** Who may know a fact, from the nearest to the widest. */
export interface FactStatuses {
  readonly room: FactStatus;
  readonly otherRooms: FactStatus;
  readonly principals: FactStatus;
  readonly press: FactStatus;
  readonly public: FactStatus;
}

export interface FactView {
  title: string;
  statuses: FactStatuses;
  /** What to say when somebody asks. */
  ifAsked: string;
  /** When it last changed, and by whom. */
  position: number;
  by: IdText;
  changes: { position: number; statuses: FactStatuses }[];
}

export function emptyFacts(): FactSlice {
  return { order: [], byId: {} };
}
