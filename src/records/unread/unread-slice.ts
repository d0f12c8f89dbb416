import type { IdText } from '../timeline.ts';

/**
 * Entries about something that this reader does not have: it stands before its seat was admitted, or was shredded.
 * They are shown as what they are, and change nothing else.
 */
export interface UnreadSlice {
  byEntry: Record<IdText, AboutUnreadView>;
  /** By what they are about: entries, in the record's order. */
  byAbout: Record<IdText, IdText[]>;
}

export interface AboutUnreadView {
  position: number;
  /** An entry's id or a disclosure's digest. */
  about: IdText;
  /** Empty when withdrawn, and where the kind has no words. */
  text: string;
  language: string | null;
  /** The kind's own word, such as the side of an argument or the status of an undertaking. */
  says: string | null;
  withdrawnAt: number | null;
}

export function emptyUnread(): UnreadSlice {
  return { byEntry: {}, byAbout: {} };
}
