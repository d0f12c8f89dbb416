import { equal } from '../../base/bytes.ts';
import { type ChannelId, type EntryId, type Epoch, idText, type Position, type SeatId } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import { type Charter, decodeCharter, findSeat } from '../../protocol/charter/charter.ts';
import type { Founding } from '../../protocol/handshake/founding.ts';
import type { Handshake } from '../../protocol/handshake/handshake.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { decodeShredded } from '../../protocol/entry/shredded.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import type { Frontier } from '../../protocol/merkle/frontier.ts';
import type { Mls } from '../../protocol/mls/mls.ts';
import { type RecordHead, RecordTree } from '../../protocol/record-tree/record-tree.ts';
import type { AcceptedKey } from '../../protocol/seal/attribution.ts';
import { AuthenticationKeys } from '../../protocol/seal/authentication-keys.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';
import { applyHandshake } from '../../records/apply-handshake.ts';
import { skipItem } from '../../records/apply-entry.ts';
import { type ChannelProjection, emptyProjection } from '../../records/projection.ts';
import { acceptHandshake } from '../group/accept-handshake.ts';
import type { ChannelKeys } from '../group/channel-keys.ts';
import type { ChannelSecret } from '../group/channel-secrets.ts';
import type { EpochState } from '../group/epoch-state.ts';
import type { Keyring } from '../keyring.ts';
import { applyOpened } from './apply-opened.ts';
import { type EpochFromOutside, epochFromOutside, readHandshake } from './handshake-from-outside.ts';
import { type OpenedItem, openRun } from './open-run.ts';
import type { Reading } from './reading.ts';
import type { Violation } from './violation.ts';

/** How many entries are opened side by side: enough to keep the cores busy, few enough to show progress. */
const RUN_ITEMS_MAX = 64;

export interface RecordOf {
  readonly mls: Mls;
  readonly clock: Clock;
  readonly channel: ChannelId;
  readonly seat: SeatId;
  readonly keys: SeatKeys;
}

/**
 * Where a device stands towards a channel's group.
 *
 * before-joining → seated → removed. `before-joining` reads what its keyring opens, and waits for the one handshake
 * that seats it: the founding, its admission, or its own external commit.
 */
export type Phase = 'before-joining' | 'seated' | 'removed';

/** A handshake that this device is to go on from when it finds it in the record. */
export interface Expected {
  /** Its own id, or, where others made it, its place. The founding stands at 0. */
  readonly where: { readonly id: EntryId } | { readonly position: Position };
  readonly next: EpochState;
  readonly secret: ChannelSecret;
}

/** Where somebody's record begins who may read from an epoch on. `[RECORD-5]` */
export interface EpochStart {
  readonly position: Position;
  /** By this device's clock. */
  readonly since: number;
  readonly frontier: Frontier;
  /** Of the channel key under which its group info was sealed. */
  readonly generation: number;
}

/** All that a record is made of, so that it can be put down and taken up again. */
export interface RecordParts {
  phase: Phase;
  readonly tree: RecordTree;
  readonly keyring: Keyring;
  readonly channelKeys: ChannelKeys;
  state: EpochState | undefined;
  epoch: Epoch;
  epochSince: number;
  lastHandshake: Position;
  /** Of the epochs that this device saw begin: where, and the record's edge before that. */
  readonly epochStarts: Map<Epoch, EpochStart>;
  readonly room: ChannelProjection;
  readonly knownKeys: Map<string, AcceptedKey>;
  readonly entriesOfEpoch: Set<string>;
}

/**
 * One channel's record as one device reads it: items in, projection out.
 *
 * Trusts the venue with nothing: order, completeness, authorship and authority are checked, and what breaks a promise
 * comes out as a violation. Owned by its seat, which lets one call of `read` end before the next.
 */
export class ChannelRecord {
  readonly #of: RecordOf;
  readonly #auth: AuthenticationKeys;
  readonly #parts: RecordParts;
  /** The present epoch, where it was learnt from a group info rather than from a group. */
  #outside: EpochFromOutside | undefined;
  #expected: Expected | undefined;

  constructor(of: RecordOf, parts: RecordParts) {
    this.#of = of;
    this.#parts = parts;
    this.#auth = new AuthenticationKeys({ channel: of.channel, seat: of.seat, static: of.keys.static });
  }

  /** A record that begins at a frontier, with the keys that were given for what follows. */
  static begin(of: RecordOf, from: { frontier: Frontier; keyring: Keyring; channelKeys: ChannelKeys }): ChannelRecord {
    return new ChannelRecord(of, {
      phase: 'before-joining',
      tree: RecordTree.fromFrontier(from.frontier),
      keyring: from.keyring,
      channelKeys: from.channelKeys,
      state: undefined,
      epoch: 0 as Epoch,
      epochSince: of.clock(),
      lastHandshake: 0 as Position,
      epochStarts: new Map(),
      room: emptyProjection(of.channel),
      knownKeys: new Map(),
      entriesOfEpoch: new Set(),
    });
  }

  get parts(): Readonly<RecordParts> {
    return this.#parts;
  }

  get auth(): AuthenticationKeys {
    return this.#auth;
  }

  get cursor(): Position {
    return this.#parts.tree.size as number as Position;
  }

  get head(): RecordHead {
    return this.#parts.tree.head();
  }

  get room(): ChannelProjection {
    return this.#parts.room;
  }

  /** Before the handshake is sent: a device cannot process its own commit. `undefined` gives it up. */
  expect(expected: Expected | undefined): void {
    this.#expected = expected;
  }

  /** What a device without a group needs to rejoin it. */
  get outside(): EpochFromOutside | undefined {
    return this.#outside;
  }

  get expected(): Expected | undefined {
    return this.#expected;
  }

  /** Reads the next items. `from` is where the venue says that they stand. */
  async read(from: number, items: readonly Uint8Array[]): Promise<readonly Reading[]> {
    const { cursor } = this;
    if (this.#parts.phase === 'removed') return [];
    if (from > cursor) return [this.#violation('gap', cursor, new Uint8Array(0))];
    const readings: Reading[] = [];
    let next = cursor - from; // What was read before is not read again.
    while (next < items.length && this.#isStillReading()) {
      const run = runOfEntries(items, next);
      if (run.length > 0) readings.push(...(await this.#readRun(run)));
      next += run.length;
      const item = items[next];
      if (run.length > 0 || item === undefined) continue;
      readings.push(...(await this.#readHandshake(item)));
      next += 1;
    }
    return readings;
  }

  #isStillReading(): boolean {
    return this.#parts.phase !== 'removed';
  }

  async #readRun(items: readonly Uint8Array[]): Promise<readonly Reading[]> {
    const { keyring, knownKeys } = this.#parts;
    const run = await openRun(items, {
      channel: this.#of.channel,
      recordSecret: (epoch) => keyring.of(epoch),
      charter: this.#charter,
      keys: this.#auth,
      knownKeys,
    });
    const readings: Reading[] = [];
    for (const opened of run) readings.push(...(await this.#readEntry(opened)));
    return readings;
  }

  async #readEntry({ item, opened, verification }: OpenedItem): Promise<readonly Reading[]> {
    const { tree, room } = this.#parts;
    const position = this.cursor;
    const left = itemKind(item) === 'shredded' ? shreddedLeaf(item) : undefined;
    if (left !== undefined) {
      tree.appendLeaf(left);
      skipItem(room, position, 'SHREDDED');
      const skip: Reading = { kind: 'skipped', position, entry: undefined, reason: 'SHREDDED' };
      // Only what was said off the record is ever shredded: anywhere else it is withheld.
      const isRightful = !room.room.founded || room.room.rule === 'off the record';
      return isRightful ? [skip] : [this.#violation('gap', position, item), skip];
    }
    const violations = opened.kind === 'opened' ? this.#checkSeen(position, item, opened.seen) : [];
    tree.append(item);
    const header = opened.header;
    const skipped = (reason: Extract<Reading, { kind: 'skipped' }>['reason']): readonly Reading[] => {
      if (reason !== 'NOT_FOR_THIS_SEAT') skipItem(room, position, reason as 'UNREADABLE');
      return [...violations, { kind: 'skipped', position, entry: header?.entry, reason }];
    };
    if (opened.kind === 'broken') return skipped('UNREADABLE');
    if (opened.kind === 'not-for-this-seat' || verification === undefined) return skipped(this.#whyUnread(opened.header.epoch));
    const id = idText(opened.header.entry);
    if (!this.#isCurrent(opened.header.epoch)) {
      // What was in time once does not come again but by the venue's doing.
      const isReplay = room.entries[id] !== undefined;
      return isReplay ? [this.#violation('replay', position, item), ...skipped('REPLAYED')] : skipped('STALE');
    }

    const { entriesOfEpoch } = this.#parts;
    if (entriesOfEpoch.has(id)) return [this.#violation('replay', position, item), ...skipped('REPLAYED')];
    entriesOfEpoch.add(id);
    if (verification.kind === 'verified' && !verification.sharesFit) {
      violations.push(this.#violation('shares', position, item));
    }
    return [...violations, await applyOpened(room, position, opened, { verification, charter: this.#charter })];
  }

  /** A member can read its epoch: what it cannot read there is not what it says. */
  #whyUnread(epoch: Epoch): 'NOT_FOR_THIS_SEAT' | 'STALE' | 'UNREADABLE' {
    if (this.#parts.phase !== 'seated') return 'NOT_FOR_THIS_SEAT';
    return epoch < this.#parts.epoch ? 'STALE' : 'UNREADABLE';
  }

  /** `[ORDER-4]`. A reader from outside learns from what it can open how far the epochs have come. */
  #isCurrent(epoch: Epoch): boolean {
    const parts = this.#parts;
    if (parts.phase === 'before-joining' && epoch > parts.epoch) this.#turn(epoch);
    return epoch === parts.epoch;
  }

  #checkSeen(position: Position, item: Uint8Array, seen: RecordHead): Reading[] {
    switch (this.#parts.tree.check(seen)) {
      case 'differs':
        return [this.#violation('fork', position, item)];
      case 'ahead-of-us':
        return [this.#violation('ahead', position, item)];
      case 'agrees':
      case 'before-us':
        return [];
    }
  }

  async #readHandshake(item: Uint8Array): Promise<readonly Reading[]> {
    const edge = { position: this.cursor, since: this.#of.clock(), frontier: this.#parts.tree.frontier() };
    this.#parts.tree.append(item);
    const readings = await this.#judgeHandshake(item, edge);
    // Last, so that nobody posts under the old epoch while naming this handshake. [ORDER-3]
    this.#parts.lastHandshake = edge.position;
    return readings;
  }

  async #judgeHandshake(item: Uint8Array, edge: Omit<EpochStart, 'generation'>): Promise<readonly Reading[]> {
    const parts = this.#parts;
    const { position } = edge;
    const read = readHandshake(item, this.#of.channel);
    const id = read?.kind === 'handshake' ? read.id : undefined;
    if (read === undefined) {
      skipItem(parts.room, position, 'UNREADABLE');
      return [{ kind: 'handshake-refused', position, handshake: id, reason: 'UNREADABLE' }];
    }
    if (this.#isExpected(position, read) && this.#expected !== undefined) {
      const { next, secret } = this.#expected;
      return [this.#enter(edge, { next, secret, committer: this.#committerOf(this.#expected), handshake: id })];
    }
    if (parts.phase === 'before-joining') {
      const outside = await epochFromOutside(this.#of, parts, read);
      if (outside === undefined) return [];
      parts.channelKeys.keep(outside.secret);
      this.#turn(outside.epoch, { ...edge, generation: outside.secret.generation });
      this.#show(position, outside.charter, this.#outside?.charter, outside.committer);
      this.#outside = outside;
      return [{ kind: 'epoch-began', position, handshake: id }];
    }
    if (read.kind === 'founding' || parts.state === undefined || read.epoch !== parts.state.epoch) {
      skipItem(parts.room, position, 'HANDSHAKE_REFUSED');
      return [{ kind: 'handshake-refused', position, handshake: id, reason: 'NOT_THE_FIRST' }];
    }
    const secret = parts.channelKeys.newest() as ChannelSecret;
    const acceptance = await acceptHandshake(this.#of.mls, { state: parts.state, secret }, read);
    switch (acceptance.kind) {
      case 'refused':
        skipItem(parts.room, position, 'HANDSHAKE_REFUSED');
        return [{ kind: 'handshake-refused', position, handshake: id, reason: acceptance.reason }];
      case 'removed':
        this.#show(
          position,
          decodeCharter(acceptance.commit.charterAfter),
          parts.state.charter,
          acceptance.commit.committer.seatId,
        );
        parts.phase = 'removed';
        parts.state = undefined;
        return [{ kind: 'removed', position }];
      case 'accepted':
        return [this.#enter(edge, { ...acceptance, committer: acceptance.commit.committer.seatId, handshake: id })];
    }
  }

  /** Of its own commit this seat; of the one that seated it, whoever vouches for it. */
  #committerOf({ where, next }: Expected): SeatId {
    const own = findSeat(next.charter, this.#of.seat);
    return 'position' in where && own !== undefined ? own.vouchedBy : this.#of.seat;
  }

  #isExpected(position: Position, read: Founding | Handshake): boolean {
    const { phase, state } = this.#parts;
    if (this.#expected === undefined) return false;
    const { where } = this.#expected;
    // Its own commit counts only upon the epoch that it was made upon.
    const upon = phase === 'seated' ? state?.epoch : this.#outside?.epoch;
    if ((phase === 'seated' || 'id' in where) && (read.kind === 'founding' || read.epoch !== upon)) return false;
    return 'position' in where ? where.position === position : read.kind === 'handshake' && equal(read.id, where.id);
  }

  #enter(
    edge: Omit<EpochStart, 'generation'>,
    of: { next: EpochState; secret: ChannelSecret; committer: SeatId; handshake: EntryId | undefined },
  ): Reading {
    const parts = this.#parts;
    const { next, secret, committer, handshake } = of;
    const before = parts.state;
    parts.phase = 'seated';
    parts.state = next;
    parts.keyring.keep(next.epoch, next.recordSecret);
    parts.channelKeys.keep(secret);
    this.#turn(next.epoch, { ...edge, generation: secret.generation });
    this.#show(edge.position, next.charter, before?.charter ?? this.#outside?.charter, committer);
    this.#outside = undefined;
    this.#expected = undefined;
    if (before !== undefined) this.#of.mls.erase(before.group, next.group);
    return { kind: 'epoch-began', position: edge.position, handshake };
  }

  #turn(epoch: Epoch, start?: EpochStart): void {
    const parts = this.#parts;
    if (start !== undefined) parts.epochStarts.set(epoch, start);
    parts.epoch = epoch;
    parts.epochSince = this.#of.clock();
    parts.knownKeys.clear();
    parts.entriesOfEpoch.clear();
  }

  #show(position: Position, after: Charter, before: Charter | undefined, committer: SeatId): void {
    const { room, epoch } = this.#parts;
    applyHandshake(room, { position, epoch, charterBefore: before, charterAfter: after, committer });
  }

  get #charter(): Charter | undefined {
    return this.#parts.state?.charter ?? this.#outside?.charter;
  }

  #violation(kind: Violation['kind'], position: Position, evidence: Uint8Array): Reading {
    return { kind: 'violation', violation: { kind, position, evidence } };
  }
}

function runOfEntries(items: readonly Uint8Array[], from: number): readonly Uint8Array[] {
  let end = from;
  while (end < items.length && end - from < RUN_ITEMS_MAX && isNoHandshake(items[end] as Uint8Array)) end += 1;
  return items.slice(from, end);
}

/** What is neither a founding nor a handshake is read as an entry, and found broken if it is none. */
function isNoHandshake(item: Uint8Array): boolean {
  const kind = itemKind(item);
  return kind !== 'founding' && kind !== 'handshake';
}

/** `undefined` for bytes that only begin like it: they are found broken as an entry. */
function shreddedLeaf(item: Uint8Array): Uint8Array | undefined {
  try {
    return decodeShredded(item).leafHash;
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}
