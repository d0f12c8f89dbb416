import type { ChannelId, Commitment, EntryId, Epoch, PartyId, Position, SeatId } from '../base/ids.ts';
import type { Charter, CharterParty, CharterSeat } from '../protocol/charter/charter.ts';
import type { GroundRules } from '../protocol/charter/ground-rules.ts';
import { type Applied, applyEntry } from './apply-entry.ts';
import { applyHandshake } from './apply-handshake.ts';
import type { AnyAuthor, Author, Unattributed } from './author.ts';
import { mayPostEntry } from './may-post-entry.ts';
import { type ChannelProjection, emptyProjection } from './projection.ts';
import type { ContentOf, EntryContent, KindName, KnownEntry } from './registry.ts';

/** For tests: a room with a secretariat (Ada, steward), North (Nils, consent holder; Nora) and South (Sara, the same). */

export function bytes(length: number, fill: number): Uint8Array {
  return new Uint8Array(length).fill(fill);
}

export const CHANNEL = bytes(16, 0xcc) as ChannelId;

export const PARTIES = {
  secretariat: bytes(16, 0x10) as PartyId,
  north: bytes(16, 0x11) as PartyId,
  south: bytes(16, 0x12) as PartyId,
  east: bytes(16, 0x13) as PartyId,
};

export type PartyName = keyof typeof PARTIES;

export const SEATS = {
  ada: { seat: bytes(16, 0x20) as SeatId, party: 'secretariat', role: 'steward', consentHolder: false },
  nils: { seat: bytes(16, 0x21) as SeatId, party: 'north', role: 'member', consentHolder: true },
  nora: { seat: bytes(16, 0x22) as SeatId, party: 'north', role: 'member', consentHolder: false },
  sara: { seat: bytes(16, 0x23) as SeatId, party: 'south', role: 'member', consentHolder: true },
  emma: { seat: bytes(16, 0x24) as SeatId, party: 'east', role: 'member', consentHolder: true },
} as const;

export type SeatName = keyof typeof SEATS;

export const GROUND_RULES: GroundRules = {
  track: 'unofficial',
  rule: 'Chatham House',
  quorum: 0,
  retentionDays: undefined,
  ballotsMin: 4,
  secretariatHoldsShare: false,
};

export function charterOf(
  seats: readonly SeatName[],
  rules: Partial<GroundRules> = {},
  changes: Partial<Charter> = {},
): Charter {
  const names = [...new Set(seats.map((name) => SEATS[name].party))];
  return {
    generation: 0,
    title: 'Water talks',
    purpose: 'To find out what could be agreed.',
    groundRules: { ...GROUND_RULES, ...rules },
    parties: names.map(charterParty),
    seats: seats.map(charterSeat),
    channelKeyGeneration: 0,
    issuerKey: new Uint8Array(32).fill(0x2f),
    ...changes,
  };
}

export function charterParty(name: PartyName): CharterParty {
  const party = PARTIES[name];
  return { party, name, secretariat: name === 'secretariat', shareKey: bytes(32, 1), shareKeyGeneration: 0 };
}

export function charterSeat(name: SeatName): CharterSeat {
  const { seat, party, role, consentHolder } = SEATS[name];
  const keys = { signKey: bytes(32, 2), staticKey: bytes(32, 3), accessKey: bytes(32, 4) };
  const words = { name, affiliation: party, attributes: ['diplomatic experience'] };
  const readsFrom = 0 as Epoch;
  return {
    seat,
    party: PARTIES[party],
    role,
    consentHolder,
    ...keys,
    ...words,
    vouchedBy: SEATS.ada.seat,
    readsFrom,
    succeeds: undefined,
  };
}

export function author(name: SeatName, changes: Partial<Author> = {}): Author {
  const { seat, party } = SEATS[name];
  return {
    seat,
    party: PARTIES[party],
    attribution: 'deniable',
    authenticity: 'verified',
    onRecord: false,
    ...changes,
  };
}

/** Somebody of the room, and nobody can tell who. */
export const NOBODY: Unattributed = {
  seat: undefined,
  party: undefined,
  attribution: 'unattributed',
  authenticity: 'verified',
  onRecord: false,
};

export interface Posted {
  readonly entry: EntryId;
  readonly commitment: Commitment;
  readonly applied: Applied;
}

/** A replica of one room's record, and a pen to write it. Ids and commitments count up, so two runs are alike. */
export interface Rehearsal {
  readonly room: ChannelProjection;
  post<Name extends KindName>(
    by: SeatName | AnyAuthor,
    kind: Name,
    content: ContentOf<Name>,
    signatures?: 'broken',
  ): Posted;
  /** The code that a composer would be given, or undefined. */
  refusal<Name extends KindName>(by: SeatName | AnyAuthor, kind: Name, content: ContentOf<Name>): string | undefined;
  handshake(after: Charter, by?: SeatName): void;
}

const EVERYONE: readonly SeatName[] = ['ada', 'nils', 'nora', 'sara'];

export function rehearse(rules: Partial<GroundRules> = {}, seats: readonly SeatName[] = EVERYONE): Rehearsal {
  const room = emptyProjection(CHANNEL);
  let charter: Charter | undefined;
  let next = 0;

  const rehearsal: Rehearsal = {
    room,
    post(by, kind, content, signatures) {
      const position = next++ as Position;
      const entry = opened(position, by, { kind, content } as EntryContent);
      const applied = applyEntry(room, entry, signatures ?? 'sound');
      return { entry: entry.entry, commitment: entry.commitment, applied };
    },
    refusal(by, kind, content) {
      return mayPostEntry(room, { kind, content } as EntryContent, typeof by === 'string' ? author(by) : by)?.code;
    },
    handshake(after, by = 'ada') {
      const [position, epoch] = [next++ as Position, (charter === undefined ? 0 : room.room.epoch + 1) as Epoch];
      applyHandshake(room, { position, epoch, charterBefore: charter, charterAfter: after, committer: SEATS[by].seat });
      charter = after;
    },
  };
  rehearsal.handshake(charterOf(seats, rules));
  return rehearsal;
}

export function opened(position: Position, by: SeatName | AnyAuthor, posted: EntryContent): KnownEntry {
  const entry = bytes(16, 0xee) as EntryId;
  const commitment = bytes(32, 0xcc) as Commitment;
  new DataView(entry.buffer).setUint32(0, position);
  new DataView(commitment.buffer).setUint32(0, position);
  const time = 1_800_000_000_000 + position;
  const epoch = 0 as Epoch;
  return {
    position,
    epoch,
    entry,
    commitment,
    time,
    author: typeof by === 'string' ? author(by) : by,
    ...posted,
  } as KnownEntry;
}
