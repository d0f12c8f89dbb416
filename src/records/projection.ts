import { decode as cborDecode, encode as cborEncode } from 'cborg';
import { type ChannelId, idText } from '../base/ids.ts';
import type { Attribution, Authenticity } from './author.ts';
import { type BriefingSlice, emptyBriefings } from './briefing/briefing-slice.ts';
import { type ChannelListSlice, emptyChannelList } from './channel/channel-slice.ts';
import { type DisclosureSlice, emptyDisclosures } from './disclosure/disclosure-slice.ts';
import { emptyFacts, type FactSlice } from './fact/fact-slice.ts';
import { emptyIdeas, type IdeaSlice } from './idea/idea-slice.ts';
import { emptyProposals, type ProposalSlice } from './mediators-proposal/proposal-slice.ts';
import { emptyMeetings, type MeetingSlice } from './meeting/meeting-slice.ts';
import { emptyOutsideEvents, type OutsideEventSlice } from './outside-event/outside-event-slice.ts';
import type { PartyKeySlice } from './party-key/party-key-slice.ts';
import type { PostRefusalCode } from './post-refusal.ts';
import { emptyTabled, type TabledSlice } from './proposal/tabled-slice.ts';
import { emptyReactions, type ReactionSlice } from './reaction/reaction-slice.ts';
import { RecordsError } from './records-error.ts';
import { emptyRosters, type RosterSlice } from './roster/roster-slice.ts';
import { emptyRoom, type RoomSlice } from './seat/room-slice.ts';
import { emptySoundings, type SoundingSlice } from './sounding/sounding-slice.ts';
import { emptyStatements, type StatementSlice } from './statement/statement-slice.ts';
import type { IdText, SkipReason, TimelineItem } from './timeline.ts';
import { emptyTransfers, type TransferSlice } from './transfer/transfer-slice.ts';
import { emptyUndertakings, type UndertakingSlice } from './undertaking/undertaking-slice.ts';
import { emptyUnread, type UnreadSlice } from './unread/unread-slice.ts';

/**
 * What a channel's record amounts to: the one thing that views read.
 *
 * Plain data (objects, arrays, bytes, whole numbers, text, null, undefined), so that it can be snapshotted and handed
 * between threads. Owned and changed by whoever applies the record; every change costs the same however
 * long the record is. Whatever has an order keeps it in an array: the keys of a map have none, since
 * a restored snapshot lists them in another order.
 */
export interface ChannelProjection {
  readonly channel: IdText;
  /** The charter, shown. */
  room: RoomSlice;
  /** Every entry that was applied: who said it, and how it can be referred to. */
  entries: Record<IdText, EntryView>;
  timeline: TimelineItem[];
  /** What was skipped by everyone, or by this device, and why. Each stands in the timeline too. */
  refused: { position: number; reason: PostRefusalCode | SkipReason }[];
  statements: StatementSlice;
  ideas: IdeaSlice;
  reactions: ReactionSlice;
  soundings: SoundingSlice;
  transfers: TransferSlice;
  tabled: TabledSlice;
  meetings: MeetingSlice;
  briefings: BriefingSlice;
  undertakings: UndertakingSlice;
  facts: FactSlice;
  outsideEvents: OutsideEventSlice;
  channels: ChannelListSlice;
  partyKeys: PartyKeySlice;
  rosters: RosterSlice;
  disclosures: DisclosureSlice;
  proposals: ProposalSlice;
  unread: UnreadSlice;
}

export interface EntryView {
  position: number;
  epoch: number;
  /** The kind's name. */
  name: string;
  /** `null` where nobody can tell. */
  seat: IdText | null;
  party: IdText | null;
  attribution: Attribution;
  authenticity: Exclude<Authenticity, 'forged'>;
  onRecord: boolean;
  time: number | null;
  commitment: Uint8Array;
}

export function emptyProjection(channel: ChannelId): ChannelProjection {
  return {
    channel: idText(channel),
    room: emptyRoom(),
    entries: {},
    timeline: [],
    refused: [],
    statements: emptyStatements(),
    ideas: emptyIdeas(),
    reactions: emptyReactions(),
    soundings: emptySoundings(),
    transfers: emptyTransfers(),
    tabled: emptyTabled(),
    meetings: emptyMeetings(),
    briefings: emptyBriefings(),
    undertakings: emptyUndertakings(),
    facts: emptyFacts(),
    outsideEvents: emptyOutsideEvents(),
    channels: emptyChannelList(),
    partyKeys: {},
    rosters: emptyRosters(),
    disclosures: emptyDisclosures(),
    proposals: emptyProposals(),
    unread: emptyUnread(),
  };
}

/** Raised whenever a slice changes its form: a snapshot of another version is thrown away and the record replayed. */
export const SNAPSHOT_VERSION = 6;

/** Equal projections give equal bytes. A device's own file, not the protocol's: it has maps. */
export function snapshotProjection(room: ChannelProjection): Uint8Array {
  return asPlain(cborEncode([SNAPSHOT_VERSION, room]));
}

/**
 * `undefined` for a snapshot of another version: replay the record instead.
 *
 * Checks the frame, not every field: a snapshot comes from this device's own sealed storage.
 * Throws {@link RecordsError} on bytes that are no snapshot.
 */
export function restoreProjection(snapshot: Uint8Array): ChannelProjection | undefined {
  let decoded: unknown;
  try {
    decoded = cborDecode(asPlain(snapshot));
  } catch (cause) {
    throw new RecordsError('NOT_A_SNAPSHOT', 'not CBOR', { cause });
  }
  if (!Array.isArray(decoded) || decoded.length !== 2) throw new RecordsError('NOT_A_SNAPSHOT', 'not a snapshot');
  const [version, room] = decoded as [unknown, unknown];
  if (version !== SNAPSHOT_VERSION) return undefined;
  if (typeof room !== 'object' || room === null || !('channel' in room)) {
    throw new RecordsError('NOT_A_SNAPSHOT', 'a snapshot without a channel');
  }
  return room as ChannelProjection;
}

/** The same bytes, no copy. Of a Node Buffer, cborg would decode windows on it instead of bytes of their own. */
function asPlain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
