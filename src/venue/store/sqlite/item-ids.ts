import type { DatabaseSync } from 'node:sqlite';
import type { EntryId, Position } from '../../../base/ids.ts';
import { toHex } from '../../../base/text-encodings.ts';
import type { ChannelKey } from '../store.ts';

/**
 * Ids that wait to be indexed together.
 *
 * Random ids dirty a page of the index each, and a page is six entries' worth of disk writes. Sorted by the
 * thousand, several share a page. More at once would make posts wait longer for the one that brings them home.
 */
const TAIL_MAX = 2_048;

interface TailEntry {
  readonly channel: ChannelKey;
  readonly id: EntryId;
  readonly position: Position;
}

/**
 * Which position an id has: the index on disk, and in memory the tail of what it does not hold yet.
 *
 * The tail is rebuilt from the items themselves after a crash, so nothing is ever lost with it.
 */
export class ItemIds {
  readonly #statements: ReturnType<typeof prepare>;
  // Owned here, as are the two below. Keyed by channel and id.
  readonly #tail = new Map<string, TailEntry>();
  /** Keys added to the tail in the open transaction. */
  #added: string[] = [];
  /** Whether the open transaction has brought the tail home. */
  #flushed = false;

  constructor(db: DatabaseSync) {
    this.#statements = prepare(db);
    for (const row of this.#statements.unindexed.iterate() as Iterable<{
      channel: number;
      id: Uint8Array;
      position: number;
    }>) {
      const entry = { channel: row.channel as ChannelKey, id: row.id as EntryId, position: row.position as Position };
      this.#tail.set(tailKey(entry.channel, entry.id), entry);
    }
  }

  position(channel: ChannelKey, id: EntryId): Position | undefined {
    const waiting = this.#tail.get(tailKey(channel, id));
    if (waiting !== undefined) return waiting.position;
    const row = this.#statements.position.get(channel, id) as { position: number } | undefined;
    return row?.position as Position | undefined;
  }

  add(channel: ChannelKey, id: EntryId, position: Position): void {
    const key = tailKey(channel, id);
    // A copy: the id is a view into a whole batch, which would stay in memory with it.
    this.#tail.set(key, { channel, id: id.slice() as EntryId, position });
    this.#added.push(key);
  }

  flush(): void {
    if (this.#tail.size < TAIL_MAX) return;
    const sizes = new Map<ChannelKey, number>();
    for (const [, { channel, id, position }] of [...this.#tail].sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.#statements.insert.run(channel, id, position);
      sizes.set(channel, Math.max(sizes.get(channel) ?? 0, position + 1));
    }
    for (const [channel, size] of sizes) this.#statements.indexed.run(size, channel);
    this.#flushed = true;
  }

  committed(): void {
    if (this.#flushed) this.#tail.clear();
    this.#flushed = false;
    this.#added = [];
  }

  rolledBack(): void {
    for (const key of this.#added) this.#tail.delete(key);
    this.#flushed = false;
    this.#added = [];
  }
}

/** Sorts as the index does: by channel, then id. */
function tailKey(channel: ChannelKey, id: EntryId): string {
  return channel.toString(16).padStart(6, '0') + toHex(id);
}

function prepare(db: DatabaseSync) {
  return {
    unindexed: db.prepare(`
      SELECT channels.key AS channel, items.id, items.key - channels.key * 4294967296 AS position
      FROM channels JOIN items ON items.key >= channels.key * 4294967296 + channels.indexed
                              AND items.key < (channels.key + 1) * 4294967296
      WHERE channels.size > channels.indexed`),
    position: db.prepare('SELECT position FROM item_ids WHERE channel = ? AND id = ?'),
    insert: db.prepare('INSERT INTO item_ids (channel, id, position) VALUES (?, ?, ?)'),
    indexed: db.prepare('UPDATE channels SET indexed = ? WHERE key = ?'),
  };
}
