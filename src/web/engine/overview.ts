import type { SessionState } from '../../client/session/seat-session.ts';
import type { Rule, Track } from '../../protocol/charter/ground-rules.ts';
import type { IdText } from '../../records/timeline.ts';

/** What this person has, by process: enough for the way about the app. */
export interface Overview {
  readonly processes: readonly ProcessSummary[];
  readonly guests: readonly GuestView[];
  /** Whether this device holds the venue's convener link. */
  readonly isConvener: boolean;
  /** Whether this person has said that the recovery phrase is written down. */
  readonly isPhraseKept: boolean;
}

export interface ProcessSummary {
  /** Its secretariat's party id, or another that its rooms share. Never leaves the device. */
  readonly key: IdText;
  /** What this person calls it; else what its public space does; else its parties' names. */
  readonly name: string;
  readonly isNamedHere: boolean;
  readonly parties: readonly PartySummary[];
  readonly rooms: readonly RoomSummary[];
}

export interface PartySummary {
  readonly party: IdText;
  readonly name: string;
  readonly secretariat: boolean;
  readonly isMine: boolean;
}

export interface RoomSummary {
  readonly channel: IdText;
  readonly title: string;
  readonly purpose: string;
  readonly track: Track;
  readonly rule: Rule;
  readonly seats: number;
  readonly unread: number;
  /** When something was last said here, by its author's clock. */
  readonly lastWordsAt: number | null;
  readonly waiting: number;
  readonly knocking: number;
  readonly session: SessionState;
  readonly isBroken: boolean;
  readonly isSteward: boolean;
  /** This person's seat was removed: what was read stays. */
  readonly hasLeft: boolean;
}

/** A knock of this person's that waits for an answer. */
export interface GuestView {
  readonly knock: IdText;
  readonly venue: string;
  /** The room that is asked for. */
  readonly channel: IdText;
  readonly safetyWords: readonly string[];
  readonly state: { readonly kind: 'waiting' } | { readonly kind: 'failed'; readonly code: string };
}
