import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, EntryId, Position } from '../../../base/ids.ts';
import { encodeBoxClosed } from '../../../protocol/ballot-box/box-closed.ts';
import type { BoxId } from '../../../protocol/ballot-box/box-id.ts';
import type { Append, AppendOutcome, ChannelKey, ChannelState, Page, Released } from '../store.ts';
import { BallotBoxes } from './ballot-boxes.ts';
import { type HeldItem, HeldItems } from './held-items.ts';
import { ItemIds, tailKey } from './item-ids.ts';

/** Positions of a record: 2^32 of them, of 2^21 channels, in one 53-bit key. */
export const POSITIONS = 2 ** 32;

/** After a crash their items since are counted again: a bound on how long that takes. */
const CHANNELS_BEHIND_MAX = 1_024;

interface ChannelRow {
  size: number;
  bytes: number;
  entries: number;
  lastHandshake: number;
}

/** The records, in the thread that owns the database. Every method runs inside a transaction of its caller. */
export class Records {
  readonly #channelBytesMax: number;
  readonly #ids: ItemIds;
  readonly #held: HeldItems;
  readonly #boxes: BallotBoxes;
  readonly #statements: ReturnType<typeof prepare>;
  // Owned here, as are those below: the channels appended to, as they are now.
  readonly #channels = new Map<ChannelKey, ChannelRow>();
  /** Those whose row on disk is behind. Writing it with every append would cost a page each time. */
  readonly #behind = new Set<ChannelKey>();
  /** As they were when the open transaction began. */
  readonly #before = new Map<ChannelKey, ChannelRow>();
  /** Whether the open transaction writes them. */
  #writesRows = false;

  constructor(db: DatabaseSync, options: { channelBytesMax: number }) {
    this.#channelBytesMax = options.channelBytesMax;
    this.#statements = prepare(db);
    this.#ids = new ItemIds(db);
    this.#held = new HeldItems(db);
    this.#boxes = new BallotBoxes(db);
    this.#recover();
  }

  createChannel({
    id,
    logged,
    retentionDays,
    founding,
  }: {
    id: ChannelId;
    logged: boolean;
    retentionDays?: number | undefined;
    founding: Uint8Array;
  }): 'created' | 'exists' {
    if (this.channel(id) !== undefined) return 'exists';
    const { lastInsertRowid } = this.#statements.insertChannel.run(
      id,
      logged ? 1 : 0,
      retentionDays ?? null,
      founding.length,
    );
    // The founding needs no id of its own: nobody posts it again.
    this.#statements.insertItem.run(Number(lastInsertRowid) * POSITIONS, id, founding);
    return 'created';
  }

  channel(id: ChannelId): ChannelState | undefined {
    const row = this.#statements.channelById.get(id) as
      | { key: number; logged: number; size: number; last_handshake: number }
      | undefined;
    if (row === undefined) return undefined;
    const key = row.key as ChannelKey;
    const { size, lastHandshake } = this.#channels.get(key) ?? { size: row.size, lastHandshake: row.last_handshake };
    return { key, logged: row.logged === 1, size, lastHandshake: lastHandshake as Position };
  }

  append({ channel, id, kind, lastHandshake, item }: Append): AppendOutcome {
    const row = this.#row(channel);
    if (kind === 'release') return { kind: 'released', released: this.#release(channel, row) };
    if (kind === 'close-box') return { kind: 'released', released: this.#closeBox(channel, row, id) };
    const key = tailKey(channel, id);
    const known = this.#ids.position(channel, id, key);
    if (known !== undefined) return { kind: 'known', position: known };
    if (lastHandshake !== row.lastHandshake) return { kind: 'epoch-moved' };
    if (row.bytes + item.length > this.#channelBytesMax) return { kind: 'quota-exceeded' };
    // What is held was sealed for the epoch that this handshake ends. [UNATTR-6]
    const released = kind === 'handshake' ? this.#release(channel, row) : undefined;
    const position = this.#insert(channel, row, { id, key, item }, kind);
    if (kind === 'handshake') {
      // Their period ends here.
      this.#statements.forgetSpent.run(channel);
      // So that all that is ever behind are entries.
      this.#writesRows = true;
    }
    return { kind: 'appended', position, released };
  }

  isKnown(channel: ChannelKey, id: EntryId): boolean {
    return this.#ids.position(channel, id, tailKey(channel, id)) !== undefined;
  }

  /** Whether there is room for so many more bytes, with all that waits. */
  hasRoom(channel: ChannelKey, bytes: number): boolean {
    const waiting = this.#held.bytesOf(channel) + this.#boxes.bytesOf(channel);
    return this.#row(channel).bytes + waiting + bytes <= this.#channelBytesMax;
  }

  lastHandshakeOf(channel: ChannelKey): Position {
    return this.#row(channel).lastHandshake as Position;
  }

  /** Keeps an item for the next release. */
  hold(
    channel: ChannelKey,
    nonce: Uint8Array,
    { id, bytes }: HeldItem,
    lastHandshake: Position,
  ): 'held' | 'known' | 'epoch-moved' | 'quota-exceeded' {
    const row = this.#row(channel);
    if (lastHandshake !== row.lastHandshake) return 'epoch-moved';
    if (this.isKnown(channel, id)) return 'known';
    if (!this.hasRoom(channel, bytes.length)) return 'quota-exceeded';
    this.#held.add(channel, nonce, { id, bytes });
    return 'held';
  }

  #release(channel: ChannelKey, row: ChannelRow): Released | undefined {
    const items: Uint8Array[] = [];
    const from = row.size as Position;
    for (const held of this.#held.take(channel)) {
      if (this.#insertHeld(channel, row, held)) items.push(held.bytes);
    }
    return items.length === 0 ? undefined : { from, items };
  }

  /** The item that counts the ballots, and the ballots; all of it gone from the box. Nothing where there is none. */
  #closeBox(channel: ChannelKey, row: ChannelRow, id: EntryId): Released | undefined {
    const box = id as Uint8Array as BoxId;
    const taken = this.#boxes.take(channel, box);
    if (taken === undefined) return undefined;
    const from = row.size as Position;
    const isNew = ({ id }: HeldItem) => !this.isKnown(channel, id);
    const ballots = taken.ballots.filter(isNew);
    const counted = ballots.length < taken.ballotsMin ? [] : ballots;
    const closed = encodeBoxClosed({ channel: taken.channel, box, ballots: counted.length });
    this.#insert(channel, row, { id, key: tailKey(channel, id), item: closed }, 'box-closed');
    for (const ballot of counted) this.#insertHeld(channel, row, ballot);
    // So that all that is ever behind are entries.
    this.#writesRows = true;
    return { from, items: [closed, ...counted.map(({ bytes }) => bytes)] };
  }

  #insertHeld(channel: ChannelKey, row: ChannelRow, { id, bytes }: HeldItem): boolean {
    const key = tailKey(channel, id);
    // Authors choose ids: a second one of a kind is nothing to wait for.
    if (this.#ids.position(channel, id, key) !== undefined) return false;
    this.#insert(channel, row, { id, key, item: bytes }, 'entry');
    return true;
  }

  #insert(
    channel: ChannelKey,
    row: ChannelRow,
    { id, key, item }: { readonly id: EntryId; readonly key: string; readonly item: Uint8Array },
    kind: ItemCounted,
  ): Position {
    if (!this.#before.has(channel)) this.#before.set(channel, { ...row });
    const position = row.size as Position;
    this.#statements.insertItem.run(channel * POSITIONS + position, id, item);
    this.#ids.add(channel, key, position);
    count(row, kind, item.length);
    this.#behind.add(channel);
    return position;
  }

  page(channel: ChannelKey, from: Position, bytesMax: number, itemsMax: number): Page {
    const items: Uint8Array[] = [];
    let length = 0;
    const rows = this.#statements.items.iterate(channel * POSITIONS + from, (channel + 1) * POSITIONS, itemsMax);
    for (const row of rows as Iterable<{ bytes: Uint8Array }>) {
      if (items.length > 0 && length + row.bytes.length > bytesMax) break;
      items.push(row.bytes);
      length += row.bytes.length;
    }
    const bytes = new Uint8Array(length);
    const lengths = new Uint32Array(items.length);
    let at = 0;
    items.forEach((item, i) => {
      bytes.set(item, at);
      lengths[i] = item.length;
      at += item.length;
    });
    return { bytes, lengths };
  }

  /** Gives a channel room for as many bytes again. */
  giveBack(channel: ChannelKey, bytes: number): void {
    const row = this.#row(channel);
    if (!this.#before.has(channel)) this.#before.set(channel, { ...row });
    row.bytes -= bytes;
    this.#behind.add(channel);
    this.#writesRows = true;
  }

  /** For whoever reads the channels' rows. */
  writeRows(): void {
    for (const key of this.#behind) {
      const { size, bytes, entries, lastHandshake } = this.#row(key);
      this.#statements.updateChannel.run(size, bytes, entries, lastHandshake, key);
    }
    this.#writesRows = true;
  }

  /** As the last thing before COMMIT. */
  beforeCommit(): void {
    // Appends after others had their rows written in the same transaction are behind again.
    if (this.#writesRows || this.#behind.size > CHANNELS_BEHIND_MAX) this.writeRows();
    this.#ids.bringHome();
  }

  committed(): void {
    if (this.#writesRows) this.#behind.clear();
    this.#writesRows = false;
    this.#before.clear();
    this.#ids.committed();
  }

  rolledBack(): void {
    for (const [key, row] of this.#before) this.#channels.set(key, row);
    this.#writesRows = false;
    this.#before.clear();
    this.#ids.rolledBack();
    this.#held.rolledBack();
  }

  /** Counts what was appended after a row was last written: all of it is in the items. */
  #recover(): void {
    for (const { channel, bytes } of this.#statements.uncounted.iterate() as Iterable<Uncounted>) {
      count(this.#row(channel), 'entry', bytes);
      this.#behind.add(channel);
    }
  }

  #row(key: ChannelKey): ChannelRow {
    let row = this.#channels.get(key);
    if (row === undefined) {
      row = this.#statements.channelByKey.get(key) as unknown as ChannelRow | undefined;
      if (row === undefined) throw new RangeError(`no channel ${key}`);
      this.#channels.set(key, row);
    }
    return row;
  }
}

type ItemCounted = 'entry' | 'handshake' | 'box-closed';

interface Uncounted {
  readonly channel: ChannelKey;
  readonly bytes: number;
}

/** One more item of a channel. */
function count(row: ChannelRow, kind: ItemCounted, bytes: number): void {
  if (kind === 'handshake') row.lastHandshake = row.size;
  else if (kind === 'entry') row.entries += 1;
  row.size += 1;
  row.bytes += bytes;
}

function prepare(db: DatabaseSync) {
  return {
    insertChannel: db.prepare(`
      INSERT INTO channels (id, logged, retention_days, size, bytes, last_handshake, indexed, entries,
                            tree_size, tree_position, tree_frontier, beat_size, beat_index)
      VALUES (?, ?, ?, 1, ?, 0, 1, 0, 0, 1, x'', 0, -1)`),
    channelById: db.prepare('SELECT key, logged, size, last_handshake FROM channels WHERE id = ?'),
    channelByKey: db.prepare(
      'SELECT size, bytes, entries, last_handshake AS lastHandshake FROM channels WHERE key = ?',
    ),
    updateChannel: db.prepare('UPDATE channels SET size = ?, bytes = ?, entries = ?, last_handshake = ? WHERE key = ?'),
    uncounted: db.prepare(`
      SELECT channels.key AS channel, length(items.bytes) AS bytes
      FROM channels JOIN items ON items.key >= channels.key * 4294967296 + channels.size
                              AND items.key < (channels.key + 1) * 4294967296
      ORDER BY items.key`),
    forgetSpent: db.prepare('DELETE FROM spent WHERE channel = ?'),
    insertItem: db.prepare('INSERT INTO items (key, id, bytes) VALUES (?, ?, ?)'),
    items: db.prepare('SELECT bytes FROM items WHERE key >= ? AND key < ? ORDER BY key LIMIT ?'),
  };
}
