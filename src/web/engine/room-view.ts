import type { LogState } from '../../client/log-watch/log-state.ts';
import type { OwnPart } from '../../client/mediators-proposal/proposal-desk.ts';
import type { ViolationKind } from '../../client/record/violation.ts';
import type { SessionState } from '../../client/session/seat-session.ts';
import type { PaperState } from '../../client/sounding/ballot-paper.ts';
import type { CommuniqueKind, DisclosureText } from '../../protocol/disclosure/disclosure.ts';
import type { Attribution } from '../../records/author.ts';
import type { SeatView } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { LaterCarry } from './later-carries.ts';
import type { RosterView, SpaceView } from './roster-view.ts';
import type { SealedWords } from './sealed-words.ts';
import type { ShortProjection } from './short-projection.ts';

/** What every screen knows of one room in which this person sits, or sat. */
export interface RoomView {
  readonly channel: IdText;
  /** Rooms with the same key are of one process. */
  readonly process: IdText;
  readonly me: { readonly seat: IdText } & SeatView;
  readonly projection: ShortProjection;
  /** What the disclosures' bytes say, by digest. */
  readonly disclosed: Readonly<Record<IdText, DisclosedText>>;
  /** Entries that are contact, by this device's days: `2026-11-24` → 3. */
  readonly contactsByDay: Readonly<Record<string, number>>;
  /** How many lines the record has as it is shown. */
  readonly lines: number;
  /** Lines from here on were not seen on this device. */
  readonly seenLines: number;
  /** Of those not seen, the words of others. */
  readonly unread: number;
  readonly waiting: readonly WaitingView[];
  /** Words that this device is to carry later, from here or to here. */
  readonly carrying: readonly LaterCarry[];
  /** Where this device stands with soundings that ask this seat, by sounding; none where it has no ballot yet. */
  readonly ballots: Readonly<Record<IdText, { readonly state: PaperState; readonly trouble: string | null }>>;
  /** How many seats could have said what is said unattributed now, this one among them, as the venue tells. */
  readonly hidesAmong: number;
  readonly violations: readonly ViolationView[];
  readonly session: SessionState;
  readonly log: LogState;
  /** The public space of the process, once this room is under its roster. */
  readonly space: SpaceView | undefined;
  /** The list of parties that is being signed. */
  readonly rosterDraft: RosterView | undefined;
  /** Digests of texts that this device is publishing now: it waits for the log. */
  readonly publishing: readonly IdText[];
  /** Whether this person has made its party's consent key, in this room or in another of the process. */
  readonly hasConsentKey: boolean;
  /** This device's part in each mediator's proposal that is not settled. */
  readonly proposalParts: Readonly<Record<IdText, OwnPart>>;
  /** Knocks that wait at this room's door, as far as this device knows. Only for stewards. */
  readonly knocking: number;
}

export interface DisclosedText {
  readonly kind: CommuniqueKind;
  readonly texts: readonly DisclosureText[];
  readonly claims: readonly string[];
  /** What each claim opens, in the claims' order; `sealed` only where this device has its words. */
  readonly claimed: readonly ClaimedEntry[];
  readonly showParties: boolean;
  readonly id: IdText;
  readonly corrects: IdText | undefined;
}

export interface ClaimedEntry {
  readonly entry: IdText;
  readonly label: string;
  readonly sealed: SealedWords | undefined;
}

/** What was said here and is not in the record yet. */
export interface WaitingView {
  readonly entry: Uint8Array;
  readonly kind: string;
  readonly content: unknown;
  readonly attribution: Attribution;
  /** The venue has it, and releases it with others'. */
  readonly isHeld: boolean;
  /** Why it does not go by itself: then it can be tried again, or given up. */
  readonly refused: string | undefined;
}

export interface ViolationView {
  readonly kind: ViolationKind;
  readonly position: number;
  readonly evidence: Uint8Array;
}
