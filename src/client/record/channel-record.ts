import { type EntryId, type Epoch, idText, type Position, type SeatId } from '../../base/ids.ts';
import { type Charter, decodeCharter, findSeat } from '../../protocol/charter/charter.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { decodeShredded } from '../../protocol/entry/shredded.ts';
import type { Founding } from '../../protocol/handshake/founding.ts';
import type { Handshake } from '../../protocol/handshake/handshake.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import type { Anchor } from '../../protocol/joining/anchor.ts';
import type { Frontier } from '../../protocol/merkle/frontier.ts';
import { type RecordHead, RecordTree } from '../../protocol/record-tree/record-tree.ts';
import type { AcceptedKey, Verification } from '../../protocol/seal/attribution.ts';
import { AuthenticationKeys } from '../../protocol/seal/authentication-keys.ts';
import { skipItem } from '../../records/apply-entry.ts';
import { applyHandshake } from '../../records/apply-handshake.ts';
import { type ChannelProjection, emptyProjection } from '../../records/projection.ts';
import { missItem } from '../../records/unread/may-be-unread.ts';
import { acceptHandshake } from '../group/accept-handshake.ts';
import type { ChannelKeys } from '../group/channel-keys.ts';
import type { ChannelSecret } from '../group/channel-secrets.ts';
import type { EpochState } from '../group/epoch-state.ts';
import type { Keyring } from '../keyring.ts';
import { type Expected, expectedAt, isAsExpected } from './adoption.ts';
import { AnchorCheck } from './anchor-check.ts';
import { applyOpened } from './apply-opened.ts';
import { type EpochFromOutside, epochFromOutside, readHandshake } from './handshake-from-outside.ts';
import { type OpenedItem, openRun } from './open-run.ts';
import type { Reading } from './reading.ts';
import type { RecordOf } from './record-of.ts';
import { type OpenedEntry, verifyInOrder } from './verify-in-order.ts';
import type { Violation } from './violation.ts';

/** How many entries are opened side by side: enough to keep the cores busy, few enough to show progress. */
const RUN_ITEMS_MAX = 64;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Where a device stands towards a channel's group.
 *
 * before-joining → seated → removed. `before-joining` reads what its keyring opens, and waits for the one handshake
 * that seats it: the founding, its admission, or its own external commit.
 */
export type Phase = 'before-joining' | 'seated' | 'removed';

/** Where somebody's record begins who may read from an epoch on. `[RECORD-5]` */
export interface EpochStart {
  readonly position: Position;
  /** By this device's clock. */
  readonly since: number;
  readonly frontier: Frontier;
  /** Of the channel key under which its group info was sealed. */
  readonly generation: number;
}

type Edge = Omit<EpochStart, 'generation'>;

interface Placed {
  readonly position: Position;
  readonly item: Uint8Array;
  readonly readings: readonly Reading[];
  /** What is still to be verified and judged. */
  readonly entry: OpenedEntry | undefined;
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
  /** The latest time that an entry claimed, and no later than this device's clock. */
  lastTime: number;
  readonly knownKeys: Map<string, AcceptedKey>;
  readonly entriesOfEpoch: Set<string>;
  /** What the record is held against, by a seat that comes back. `[REJOIN-2]` */
  readonly anchor: AnchorCheck;
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
  /** Of the present epoch: all that this device made or was given, whatever the venue answered to them. */
  #expected: readonly Expected[] = [];
  /** Its own commit of the present epoch, which it does not know: void, unless the others go on from it. */
  #doubted: { readonly item: Uint8Array; readonly read: Handshake; readonly edge: Edge } | undefined;

  constructor(of: RecordOf, parts: RecordParts) {
    this.#of = of;
    this.#parts = parts;
    this.#auth = new AuthenticationKeys({ channel: of.channel, seat: of.seat, static: of.keys.static });
  }

  /** A record that begins at a frontier, with the keys that were given for what follows. */
  static begin(
    of: RecordOf,
    from: { frontier: Frontier; keyring: Keyring; channelKeys: ChannelKeys; anchor?: Anchor | undefined },
  ): ChannelRecord {
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
      lastTime: of.clock(),
      anchor: new AnchorCheck(from.anchor),
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

  /**
   * Before the handshake is sent: a device cannot process its own commit. It stays expected until the epoch ends: a venue
   * that says no may order it all the same.
   */
  expect(expected: Expected): void {
    this.#expected = [...this.#expected, expected];
  }

  /** What a device without a group needs to rejoin it. */
  get outside(): EpochFromOutside | undefined {
    return this.#outside;
  }

  /** The latest. */
  get expected(): Expected | undefined {
    return this.#expected.at(-1);
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
    const { keyring } = this.#parts;
    const run = await openRun(items, { channel: this.#of.channel, recordSecret: (epoch) => keyring.of(epoch) });
    const isOfTheNext = ({ opened }: OpenedItem) => opened.header !== undefined && this.#hasGoneOn(opened.header.epoch);
    const readings: Reading[] = run.some(isOfTheNext) ? [...(await this.#losePlace())] : [];
    // From outside an entry itself may tell that an epoch began, and which keys are forgotten with the one before.
    const step = this.#parts.phase === 'seated' ? run.length : 1;
    for (let next = 0; next < run.length; next += step) {
      readings.push(...(await this.#readEntries(run.slice(next, next + step))));
    }
    return readings;
  }

  async #readEntries(run: readonly OpenedItem[]): Promise<readonly Reading[]> {
    const placed = run.map((opened) => this.#place(opened));
    const due = placed.flatMap(({ entry }) => entry ?? []);
    const { knownKeys } = this.#parts;
    const verifications = await verifyInOrder(due, { charter: this.#charter, keys: this.#auth, knownKeys });
    const readings: Reading[] = [];
    let verified = 0;
    for (const { position, item, readings: before, entry } of placed) {
      // Here, not when it was placed: the room is told in the record's order, however the venue cut it. [RECORD-4]
      for (const reading of before) if (reading.kind === 'skipped') this.#noteSkipped(reading);
      readings.push(...before);
      if (entry === undefined) continue;
      const verification = verifications[verified++] as Verification;
      readings.push(...this.#suspicions(position, item, verification));
      readings.push(await applyOpened(this.#parts.room, position, entry, { verification, charter: this.#charter }));
    }
    return readings;
  }

  /** Puts an item into the record, in its place; and gives it back as an entry if it is one that may count there. */
  #place({ item, opened }: OpenedItem): Placed {
    const { tree, room, entriesOfEpoch } = this.#parts;
    const position = this.cursor;
    const left = itemKind(item) === 'shredded' ? shreddedLeaf(item) : undefined;
    if (left !== undefined) {
      tree.appendLeaf(left);
      const skip: Reading = { kind: 'skipped', position, entry: undefined, reason: 'SHREDDED' };
      const readings = this.#isRightlyShredded() ? [skip] : [this.#violation('gap', position, item), skip];
      return this.#placed(position, item, readings);
    }
    const violations = opened.kind === 'opened' ? this.#checkSeen(position, item, opened.seen) : [];
    tree.append(item);
    const { header } = opened;
    const skipped = (reason: Extract<Reading, { kind: 'skipped' }>['reason'], ...also: readonly Reading[]): Placed => {
      const skip: Reading = { kind: 'skipped', position, entry: header?.entry, reason };
      return this.#placed(position, item, [...violations, ...also, skip]);
    };
    if (opened.kind === 'broken') return skipped('UNREADABLE');
    if (opened.kind === 'not-for-this-seat') return skipped(this.#whyUnread(opened.header.epoch));
    const id = idText(opened.header.entry);
    const replay = () => skipped('REPLAYED', this.#violation('replay', position, item));
    // What was in time once does not come again but by the venue's doing.
    if (!this.#isCurrent(opened.header.epoch)) return room.entries[id] !== undefined ? replay() : skipped('STALE');
    if (entriesOfEpoch.has(id)) return replay();
    entriesOfEpoch.add(id);
    this.#parts.lastTime = Math.min(Math.max(this.#parts.lastTime, opened.time ?? 0), this.#of.clock());
    return this.#placed(position, item, violations, opened);
  }

  #noteSkipped({ position, reason }: Extract<Reading, { kind: 'skipped' }>): void {
    const { room } = this.#parts;
    if (reason === 'NOT_FOR_THIS_SEAT' || reason === 'SHREDDED') missItem(room, position);
    if (reason !== 'NOT_FOR_THIS_SEAT') skipItem(room, position, reason as 'UNREADABLE');
  }

  #placed(position: Position, item: Uint8Array, readings: readonly Reading[], entry?: OpenedEntry): Placed {
    const broken = this.#parts.anchor.check(this.#parts.tree, this.#outside);
    const all = broken ? [...readings, this.#violation('fork', position, item)] : readings;
    return { position, item, readings: all, entry };
  }

  /** Words that the venue shreds before their time are words that it withholds. `[RECORD-6]` */
  #isRightlyShredded(): boolean {
    const { room, lastTime } = this.#parts;
    const { founded, rule, retentionDays } = room.room;
    if (!founded) return true;
    if (rule !== 'off the record' || retentionDays === null) return false;
    // It was not there, and cannot know how long ago that was.
    if (this.#parts.phase === 'before-joining') return true;
    // What stands here is about as old as what was said before it. A day is for clocks that differ.
    return this.#of.clock() - lastTime >= (retentionDays - 1) * DAY_MS;
  }

  /** What is not as its author should have made it; it is shown, and says nothing against others. */
  #suspicions(position: Position, item: Uint8Array, verification: Verification): readonly Reading[] {
    if (verification.kind === 'forged') return [this.#violation('forged', position, item)];
    const fits = verification.kind !== 'verified' || verification.sharesFit;
    return fits ? [] : [this.#violation('shares', position, item)];
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
    let readings: readonly Reading[];
    try {
      readings = await this.#judgeHandshake(item, edge);
    } catch (cause) {
      // Whatever made us stumble, the next candidate must find us standing: one bad commit wedges nothing. [ORDER-1]
      const id = readHandshake(item, this.#of.channel);
      const handshake = id?.kind === 'handshake' ? id.id : undefined;
      readings = [{ kind: 'handshake-refused', position: edge.position, handshake, reason: 'FAILED', cause }];
    }
    // Last, so that nobody posts under the old epoch while naming this handshake. [ORDER-3]
    this.#parts.lastHandshake = edge.position;
    return [...readings, ...this.#placed(edge.position, item, []).readings];
  }

  async #judgeHandshake(item: Uint8Array, edge: Edge): Promise<readonly Reading[]> {
    const parts = this.#parts;
    const { position } = edge;
    const read = readHandshake(item, this.#of.channel);
    const id = read?.kind === 'handshake' ? read.id : undefined;
    const refused = (reason: Extract<Reading, { kind: 'handshake-refused' }>['reason']): Reading => {
      skipItem(parts.room, position, reason === 'UNREADABLE' ? 'UNREADABLE' : 'HANDSHAKE_REFUSED');
      return { kind: 'handshake-refused', position, handshake: id, reason };
    };
    if (read === undefined) return [refused('UNREADABLE')];
    if (read.kind === 'handshake' && this.#isAfterDoubted(read.epoch)) {
      const lost = await this.#losePlace();
      if (lost.length > 0) return [...lost, ...(await this.#readFromOutside(read, edge))];
    }
    const isSeated = parts.phase === 'seated';
    const found = { position, epoch: isSeated ? parts.state?.epoch : this.#outside?.epoch, isSeated };
    const expected = expectedAt(this.#expected, read, found);
    if (expected !== undefined) {
      // Everyone else refuses it too.
      if (!(await isAsExpected(this.#of, expected, read))) {
        return [this.#violation('altered', position, item), refused('ENVELOPE')];
      }
      return [this.#enter(edge, { ...expected, committer: this.#committerOf(expected), handshake: id })];
    }
    if (parts.phase === 'before-joining') return await this.#readFromOutside(read, edge);
    if (read.kind === 'founding' || parts.state === undefined || read.epoch !== parts.state.epoch) {
      return [refused('NOT_THE_FIRST')];
    }
    const secret = parts.channelKeys.newest() as ChannelSecret;
    const acceptance = await acceptHandshake(this.#of.mls, { state: parts.state, secret }, read);
    switch (acceptance.kind) {
      case 'refused':
        if (acceptance.reason === 'OWN_COMMIT') this.#doubted = { item, read, edge };
        return [refused(acceptance.reason)];
      case 'removed': {
        const { charterAfter, committer } = acceptance.commit;
        this.#show(position, decodeCharter(charterAfter), parts.state.charter, committer.seatId);
        parts.phase = 'removed';
        parts.state = undefined;
        return [{ kind: 'removed', position }];
      }
      case 'accepted':
        return [this.#enter(edge, { ...acceptance, committer: acceptance.commit.committer.seatId, handshake: id })];
    }
  }

  async #readFromOutside(read: Founding | Handshake, edge: Edge): Promise<readonly Reading[]> {
    const { channelKeys } = this.#parts;
    const outside = await epochFromOutside(this.#of, { channelKeys, before: this.#outside }, read);
    if (outside === undefined) return [];
    channelKeys.keep(outside.secret);
    this.#turn(outside.epoch, { ...edge, generation: outside.secret.generation });
    this.#show(edge.position, outside.charter, this.#outside?.charter, outside.committer);
    this.#outside = outside;
    return [
      { kind: 'epoch-began', position: edge.position, handshake: read.kind === 'handshake' ? read.id : undefined },
    ];
  }

  /**
   * Another candidate beside its own, too, and were it this device's next try: it comes second for everyone else, whom
   * this device would lose by taking it.
   */
  #isAfterDoubted(epoch: Epoch): boolean {
    return this.#hasGoneOn(epoch) || (this.#doubted !== undefined && epoch === this.#parts.epoch);
  }

  /** Something of the epoch after a commit of this device's own that it could not go on from: others could. */
  #hasGoneOn(epoch: Epoch): boolean {
    return this.#doubted !== undefined && epoch === this.#parts.epoch + 1;
  }

  /**
   * A commit of this very device was ordered that it no longer knows: it was stopped, or the venue had said no. The
   * others have gone on with it, so this device steps out, to come back as one that lost its state.
   */
  async #losePlace(): Promise<readonly Reading[]> {
    const parts = this.#parts;
    const { state } = parts;
    const doubted = this.#doubted;
    const secret = parts.channelKeys.newest();
    this.#doubted = undefined;
    if (state === undefined || secret === undefined || doubted === undefined) return [];
    const { epoch, charter, charterBytes, leaves } = state;
    const before = {
      epoch,
      charter,
      charterBytes,
      leaves,
      secret,
      committer: this.#of.seat,
      groupInfo: new Uint8Array(0),
    };
    const { channelKeys } = parts;
    if ((await epochFromOutside(this.#of, { channelKeys, before }, doubted.read)) === undefined) return [];
    this.#outside = before;
    parts.phase = 'before-joining';
    parts.state = undefined;
    const { position } = doubted.edge;
    const violation = this.#violation('unordered', position, doubted.item);
    return [violation, ...(await this.#readFromOutside(doubted.read, doubted.edge)), { kind: 'unseated', position }];
  }

  /** Of its own commit this seat; of the one that seated it, whoever vouches for it. */
  #committerOf({ where, next }: Expected): SeatId {
    const own = findSeat(next.charter, this.#of.seat);
    return 'position' in where && own !== undefined ? own.vouchedBy : this.#of.seat;
  }

  #enter(
    edge: Edge,
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
    this.#expected = [];
    this.#doubted = undefined;
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
