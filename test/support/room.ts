import { compare } from '../../src/base/bytes.ts';
import {
  type ChannelId,
  type EntryId,
  type Epoch,
  idText,
  type PartyId,
  type SeatId,
  type TreeSize,
} from '../../src/base/ids.ts';
import type { Randomness } from '../../src/base/ports.ts';
import type { Charter, CharterParty, CharterSeat } from '../../src/protocol/charter/charter.ts';
import type { GroundRules } from '../../src/protocol/charter/ground-rules.ts';
import { type Ed25519KeyPair, keyPair as ed25519KeyPair } from '../../src/protocol/crypto/ed25519.ts';
import { type X25519KeyPair, keyPair as x25519KeyPair } from '../../src/protocol/crypto/x25519.ts';
import { authKeyId } from '../../src/protocol/seal/announcement.ts';
import {
  type AcceptedKey,
  keyIdText,
  type Verification,
  verifyAttribution,
} from '../../src/protocol/seal/attribution.ts';
import { AuthenticationKeys } from '../../src/protocol/seal/authentication-keys.ts';
import type { Body, SeatAttribution } from '../../src/protocol/seal/body.ts';
import { type Opened, openEntry } from '../../src/protocol/seal/open-entry.ts';
import { type EpochKey, type SealedEntry, type SealRequest, sealEntry } from '../../src/protocol/seal/seal-entry.ts';
import { deriveSeatKeys, type SeatKeys } from '../../src/protocol/seal/seat-keys.ts';
import { seededRandomness } from './seeded-randomness.ts';

/** A seat with one device, in one epoch. */
export interface Member {
  readonly seat: SeatId;
  readonly secret: Uint8Array;
  readonly keys: SeatKeys;
  readonly authentication: AuthenticationKeys;
  readonly epochKey: Ed25519KeyPair;
  readonly known: Map<string, AcceptedKey>;
}

/** A channel at one epoch, with all of its secrets in one place. */
export interface Room {
  readonly channel: ChannelId;
  readonly epoch: Epoch;
  readonly charter: Charter;
  /** In the charter's order. */
  readonly members: readonly Member[];
  /** By party. */
  readonly shareKeys: ReadonlyMap<string, X25519KeyPair>;
  readonly recordSecret: Uint8Array;
  readonly random: Randomness;
}

export interface RoomPlan {
  readonly seed?: string;
  readonly parties?: number;
  /** Dealt to the parties in turn. */
  readonly seats?: number;
  /** The first party is the secretariat. */
  readonly secretariat?: boolean;
  readonly rules?: Partial<GroundRules>;
}

/** By default two parties of one seat each, under Chatham House. */
export async function openRoom(plan: RoomPlan = {}): Promise<Room> {
  const random = seededRandomness(plan.seed ?? 'room');
  const channel = random(16) as ChannelId;
  const parties = ascending(plan.parties ?? 2, () => random(16) as PartyId);
  const shareKeys = new Map<string, X25519KeyPair>();
  for (const party of parties) shareKeys.set(idText(party), await x25519KeyPair(random(32)));

  const members: Member[] = [];
  for (const seat of ascending(plan.seats ?? parties.length, () => random(16) as SeatId)) {
    const secret = random(32);
    const keys = await deriveSeatKeys(secret, channel);
    const authentication = new AuthenticationKeys({ channel, seat, static: keys.static });
    members.push({ seat, secret, keys, authentication, epochKey: await ed25519KeyPair(random(32)), known: new Map() });
  }

  const charter: Charter = {
    generation: 0,
    title: 'A room',
    purpose: 'To try what is said in it.',
    groundRules: {
      track: 'unofficial',
      rule: 'Chatham House',
      quorum: 0,
      retentionDays: undefined,
      ballotsMin: 3,
      secretariatHoldsShare: false,
      ...plan.rules,
    },
    parties: parties.map((party, index) => charterParty(party, index, shareKeys, plan.secretariat ?? false)),
    seats: members.map((member, index) => charterSeat(member, parties[index % parties.length] as PartyId, index)),
    channelKeyGeneration: 0,
    issuerKey: new Uint8Array(32).fill(0x2f),
  };
  return { channel, epoch: 4 as Epoch, charter, members, shareKeys, recordSecret: random(32), random };
}

/** Seals for the room as this member, announcing its key, with whatever `change` says differently. */
export async function say(
  room: Room,
  member: Member,
  payload: Uint8Array,
  change: Partial<SealRequest> = {},
): Promise<SealedEntry> {
  const { channel, epoch, charter, recordSecret, random } = room;
  const epochKey = change.epochKey ?? (await announcedKey(room, member));
  return await sealEntry({
    channel,
    epoch,
    entry: random(16) as EntryId,
    payload,
    time: 1_770_000_000_000,
    seen: { size: 7 as TreeSize, root: new Uint8Array(32).fill(7) },
    recordSecret,
    charter,
    seat: { id: member.seat, keys: member.keys },
    attribution: 'deniable',
    random,
    ...change,
    epochKey,
  });
}

/** The member's epoch key with its announcement: as before the first entry. */
export async function announcedKey(
  { epoch, charter, random }: Room,
  { authentication, epochKey }: Member,
): Promise<EpochKey> {
  const announcement = await authentication.announce({ epoch, charter, authKey: epochKey.publicKey, random });
  return { ...epochKey, announcement };
}

export function open(room: Room, item: Uint8Array): Promise<Opened> {
  return openEntry(item, {
    channel: room.channel,
    recordSecret: (epoch) => (epoch === room.epoch ? room.recordSecret : undefined),
  });
}

/** Opens, verifies as this member, and remembers an accepted key. Throws if the item does not open. */
export async function hear(room: Room, member: Member, item: Uint8Array): Promise<Verification> {
  const opened = await open(room, item);
  if (opened.kind !== 'opened') throw new Error(`not opened: ${JSON.stringify(opened)}`);
  const by = { charter: room.charter, keys: member.authentication, knownKeys: member.known };
  const verification = await verifyAttribution(opened, by);
  if (verification.kind === 'verified') {
    member.known.set(keyIdText(authKeyId(verification.accepted.authKey)), verification.accepted);
  }
  return verification;
}

function ascending<T extends Uint8Array>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make).sort(compare);
}

function charterParty(
  party: PartyId,
  index: number,
  shareKeys: ReadonlyMap<string, X25519KeyPair>,
  secretariat: boolean,
): CharterParty {
  const { publicKey } = shareKeys.get(idText(party)) as X25519KeyPair;
  return {
    party,
    name: `Party ${index + 1}`,
    secretariat: secretariat && index === 0,
    shareKey: publicKey,
    shareKeyGeneration: 2,
  };
}

function charterSeat({ seat, keys }: Member, party: PartyId, index: number): CharterSeat {
  return {
    seat,
    party,
    role: index === 0 ? 'steward' : 'member',
    consentHolder: index < 2,
    signKey: keys.sign.publicKey,
    staticKey: keys.static.publicKey,
    accessKey: keys.access.publicKey,
    name: `Seat ${index + 1}`,
    affiliation: '',
    attributes: [],
    vouchedBy: seat,
    readsFrom: 0 as Epoch,
    succeeds: undefined,
  };
}

/** What an entry says of its author, where it names one. */
export function namedIn({ attribution }: Pick<Body, 'attribution'>): SeatAttribution {
  if (attribution.kind !== 'attributed') throw new Error('nobody is named');
  return attribution;
}
