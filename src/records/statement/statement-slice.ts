import type { IdText } from '../timeline.ts';
import type { Conveyance } from './conveyance.ts';

/** Keyed by the statement's entry, or the question's; `order` is the record's. */
export interface StatementSlice {
  order: IdText[];
  byEntry: Record<IdText, StatementView>;
}

export interface StatementView {
  position: number;
  /** Empty when withdrawn: what is taken back is no longer in the projection, and so on no screen. */
  text: string;
  language: string;
  /** Not among the entries where it answers something that this reader does not have. */
  inReplyTo: IdText | null;
  /** Of a caucus only, and null there counts as `hold`. */
  conveyance: Conveyance | null;
  /** The position of the amendment that freed it last. */
  freedAt: number | null;
  /** What it said before, oldest first. */
  earlier: { text: string; language: string; amendedAt: number }[];
  withdrawnAt: number | null;
  /** Of a question: whom it asks (`null`: the room), and the statements that answer it, in the record's order. */
  asks: { to: IdText | null; answers: IdText[] } | null;
}

export function emptyStatements(): StatementSlice {
  return { order: [], byEntry: {} };
}
