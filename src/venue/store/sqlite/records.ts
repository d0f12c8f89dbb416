import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, Position } from '../../../base/ids.ts';
import type { Append, AppendOutcome, ChannelKey, ChannelState, Page } from '../store.ts';
import { ItemIds } from './item-ids.ts';

/** Positions of a record: 2^32 of them, of 2^21 channels, in one 53-bit key. */
const POSITIONS = 2 ** 32;

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
  readonly #statements: ReturnType<typeof prepare>;
  // Owned here, as are those below: what the open transaction leaves behind, for the channels appended to.
  readonly #channels = new Map<ChannelKey, ChannelRow>();
  readonly #dirty = new Set<ChannelKey>();

  constructor(db: DatabaseSync, options: { channelBytesMax: number }) {
    this.#channelBytesMax = options.channelBytesMax;
    this.#statements = prepare(db);
    this.#ids = new ItemIds(db);
  }

  createChannel({
    id,
    logged,
    founding,
  }: {
    id: ChannelId;
    logged: boolean;
    founding: Uint8Array;
  }): 'created' | 'exists' {
    if (this.channel(id) !== undefined) return 'exists';
    const { lastInsertRowid } = this.#statements.insertChannel.run(id, logged ? 1 : 0, founding.length);
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

  append({ channel, id, isHandshake, lastHandshake, item }: Append): AppendOutcome {
    const row = this.#row(channel);
    const known = this.#ids.position(channel, id);
    if (known !== undefined) return { kind: 'known', position: known };
    if (lastHandshake !== row.lastHandshake) return { kind: 'epoch-moved' };
    if (row.bytes + item.length > this.#channelBytesMax) return { kind: 'quota-exceeded' };
    const position = row.size as Position;
    this.#statements.insertItem.run(channel * POSITIONS + position, id, item);
    this.#ids.add(channel, id, position);
    row.size += 1;
    row.bytes += item.length;
    if (isHandshake) row.lastHandshake = position;
    else row.entries += 1;
    this.#dirty.add(channel);
    return { kind: 'appended', position };
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

  /** Before COMMIT: what appends changed in memory, into the rows. */
  flush(): void {
    for (const key of this.#dirty) {
      const { size, bytes, entries, lastHandshake } = this.#row(key);
      this.#statements.updateChannel.run(size, bytes, entries, lastHandshake, key);
    }
    this.#ids.flush();
  }

  committed(): void {
    this.#dirty.clear();
    this.#ids.committed();
  }

  /** What was read or changed since the last commit is read again when it is next needed. */
  rolledBack(): void {
    for (const key of this.#dirty) this.#channels.delete(key);
    this.#dirty.clear();
    this.#ids.rolledBack();
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

function prepare(db: DatabaseSync) {
  return {
    insertChannel: db.prepare(`
      INSERT INTO channels (id, logged, size, bytes, last_handshake, indexed, entries,
                            tree_size, tree_position, tree_frontier, beat_size, beat_index)
      VALUES (?, ?, 1, ?, 0, 1, 0, 0, 1, x'', 0, -1)`),
    channelById: db.prepare('SELECT key, logged, size, last_handshake FROM channels WHERE id = ?'),
    channelByKey: db.prepare(
      'SELECT size, bytes, entries, last_handshake AS lastHandshake FROM channels WHERE key = ?',
    ),
    updateChannel: db.prepare('UPDATE channels SET size = ?, bytes = ?, entries = ?, last_handshake = ? WHERE key = ?'),
    insertItem: db.prepare('INSERT INTO items (key, id, bytes) VALUES (?, ?, ?)'),
    items: db.prepare('SELECT bytes FROM items WHERE key >= ? AND key < ? ORDER BY key LIMIT ?'),
  };
}
