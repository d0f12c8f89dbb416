import { encode as cborEncode, decodeFirst } from 'cborg';
import type { Commitment, EntryId, Epoch, PartyId, Position, SeatId } from '../base/ids.ts';
import { decodeCharter, encodeCharter } from '../protocol/charter/charter.ts';
import { type Applied, applyEntry, applyUnknownKind, skipItem } from './apply-entry.ts';
import { applyHandshake } from './apply-handshake.ts';
import type { Attribution, Authenticity } from './author.ts';
import type { ChannelProjection } from './projection.ts';
import { RecordsError } from './records-error.ts';
import { type KnownEntry, kindByName, kindByTag } from './registry.ts';
import type { ValidHandshake } from './seat/apply-charter.ts';
import { type ClosedBox, closeBox } from './sounding/close-box.ts';
import type { IdText, SkipReason } from './timeline.ts';
import { missItem } from './unread/may-be-unread.ts';

/** An entry id that was used, and in which epoch: it must not come again there. */
export interface UsedId {
  readonly entry: EntryId;
  readonly epoch: Epoch;
}

/**
 * What one item did to a projection, with everything that had to be found out for it: keys that were known, signatures
 * that were checked. The same changes give the same projection, with no key at hand.
 */
export type ProjectionChange =
  | { readonly kind: 'entry'; readonly opened: KnownEntry; readonly signatures: 'sound' | 'broken' }
  | {
      readonly kind: 'unknown-kind';
      readonly position: Position;
      readonly used: UsedId;
      readonly tag: number;
      readonly version: number;
    }
  | { readonly kind: 'skipped'; readonly position: Position; readonly reason: SkipReason; readonly used?: UsedId }
  /** Sealed to others: `[RECORD-7]`. */
  | { readonly kind: 'missed'; readonly position: Position }
  | { readonly kind: 'handshake'; readonly handshake: ValidHandshake }
  | ({ readonly kind: 'box-closed' } & ClosedBox);

/** Costs the same however long the record is, but for a shredding. */
export function applyChange(room: ChannelProjection, change: ProjectionChange): Applied {
  switch (change.kind) {
    case 'entry':
      return applyEntry(room, change.opened, change.signatures);
    case 'unknown-kind':
      applyUnknownKind(room, { ...change, entry: change.used.entry });
      break;
    case 'skipped':
      if (change.reason === 'SHREDDED') missItem(room, change.position);
      skipItem(room, change.position, change.reason);
      break;
    case 'missed':
      missItem(room, change.position);
      break;
    case 'handshake':
      applyHandshake(room, change.handshake);
      break;
    case 'box-closed':
      closeBox(room, change);
      break;
  }
  return { kind: 'applied' };
}

export function usedIn(change: ProjectionChange): UsedId | undefined {
  switch (change.kind) {
    case 'entry':
      return change.opened;
    case 'unknown-kind':
    case 'skipped':
      return change.used;
    case 'missed':
    case 'handshake':
    case 'box-closed':
      return undefined;
  }
}

/** Raised whenever the form below changes: what was written in another is not read. */
export const CHANGES_VERSION = 2;

const ATTRIBUTIONS: readonly Attribution[] = ['on the record', 'deniable', 'unattributed'];
const AUTHENTICITIES: readonly Authenticity[] = ['verified', 'not-verifiable', 'forged'];

/** One after the other they are read by {@link decodeChanges}. */
export function encodeChange(change: ProjectionChange): Uint8Array {
  return cborEncode(plainChange(change));
}

function plainChange(change: ProjectionChange): readonly unknown[] {
  switch (change.kind) {
    case 'entry': {
      const { position, epoch, entry, commitment, time, author, kind, content } = change.opened;
      const { tag, codec } = kindByName(kind);
      const attribution = ATTRIBUTIONS.indexOf(author.attribution);
      const authenticity = AUTHENTICITIES.indexOf(author.authenticity);
      const by = [author.seat ?? null, author.party ?? null, attribution, authenticity, author.onRecord];
      const isSound = change.signatures === 'sound';
      return [0, position, epoch, entry, commitment, time ?? null, by, tag, codec.to(content), isSound];
    }
    case 'unknown-kind':
      return [1, change.position, change.used.epoch, change.used.entry, change.tag, change.version];
    case 'skipped':
      return [2, change.position, change.reason, change.used?.epoch ?? null, change.used?.entry ?? null];
    case 'missed':
      return [3, change.position];
    case 'box-closed':
      return [5, change.position, change.box, change.ballots];
    case 'handshake': {
      const { position, epoch, committer, charterBefore, charterAfter } = change.handshake;
      // An unchanged generation is an unchanged charter: [CHARTER-3].
      const isSame = charterBefore?.generation === charterAfter.generation;
      const before = charterBefore === undefined ? null : isSame || encodeCharter(charterBefore);
      return [4, position, epoch, committer, before, encodeCharter(charterAfter)];
    }
  }
}

/**
 * A device's own file: its frame is checked, and every entry's content by its kind.
 *
 * Throws {@link RecordsError}, or a CodecError, on what {@link encodeChange} did not write.
 */
export function* decodeChanges(bytes: Uint8Array): Generator<ProjectionChange> {
  // Of a Node Buffer, cborg would decode windows on it instead of bytes of their own.
  let rest = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  while (rest.length > 0) {
    let plain: unknown;
    try {
      [plain, rest] = decodeFirst(rest) as [unknown, Uint8Array<ArrayBuffer>];
    } catch (cause) {
      throw new RecordsError('NOT_A_SNAPSHOT', 'not CBOR', { cause });
    }
    yield changeOf(plain);
  }
}

function changeOf(plain: unknown): ProjectionChange {
  if (!Array.isArray(plain)) throw new RecordsError('NOT_A_SNAPSHOT', 'not a change');
  switch (plain[0]) {
    case 0:
      return entryOf(plain as never);
    case 1: {
      const [, position, epoch, entry, tag, version] = plain as [number, Position, Epoch, EntryId, number, number];
      return { kind: 'unknown-kind', position, used: { entry, epoch }, tag, version };
    }
    case 2: {
      const [, position, reason, epoch, entry] = plain as [number, Position, SkipReason, Epoch | null, EntryId | null];
      const used = epoch === null || entry === null ? {} : { used: { entry, epoch } };
      return { kind: 'skipped', position, reason, ...used };
    }
    case 3:
      return { kind: 'missed', position: plain[1] };
    case 4: {
      const [, position, epoch, committer, before, after] = plain as [
        number,
        Position,
        Epoch,
        SeatId,
        Uint8Array | true | null,
        Uint8Array,
      ];
      const charterAfter = decodeCharter(after);
      const charterBefore = before === null ? undefined : before === true ? charterAfter : decodeCharter(before);
      return { kind: 'handshake', handshake: { position, epoch, committer, charterBefore, charterAfter } };
    }
    case 5: {
      const [, position, box, ballots] = plain as [number, Position, IdText, number];
      return { kind: 'box-closed', position, box, ballots };
    }
    default:
      throw new RecordsError('NOT_A_SNAPSHOT', `a change of the kind ${String(plain[0])}`);
  }
}

type PlainAuthor = [
  seat: SeatId | null,
  party: PartyId | null,
  attribution: number,
  authenticity: number,
  onRecord: boolean,
];
type PlainEntry = [
  kind: 0,
  position: Position,
  epoch: Epoch,
  entry: EntryId,
  commitment: Commitment,
  time: number | null,
  by: PlainAuthor,
  tag: number,
  content: unknown,
  isSound: boolean,
];

function entryOf(plain: PlainEntry): ProjectionChange {
  const [, position, epoch, entry, commitment, time, by, tag, content, isSound] = plain;
  const [seat, party, attribution, authenticity, onRecord] = by;
  const kind = kindByTag(tag);
  if (kind === undefined) throw new RecordsError('UNKNOWN_KIND', `no kind has the tag ${tag}`);
  const opened = {
    position,
    epoch,
    entry,
    commitment,
    time: time ?? undefined,
    author: {
      seat: seat ?? undefined,
      party: party ?? undefined,
      attribution: ATTRIBUTIONS[attribution] as Attribution,
      authenticity: AUTHENTICITIES[authenticity] as Authenticity,
      onRecord,
    },
    kind: kind.kind,
    content: kind.codec.from(content),
  } as KnownEntry;
  return { kind: 'entry', opened, signatures: isSound ? 'sound' : 'broken' };
}
