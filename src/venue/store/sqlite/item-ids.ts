import type { DatabaseSync } from 'node:sqlite';
import type { EntryId, Position } from '../../../base/ids.ts';
import type { ChannelKey } from '../store.ts';

/**
 * Ids that wait in memory to be indexed: about four megabytes.
 *
 * Random ids dirty a page of the index each, and a page is six entries' worth of disk writes. Those that begin alike
 * lie on a few pages; the more wait, the more of them go home together. After a crash as many again are read once more
 * from the items, in a fraction of a second.
 */
const TAIL_MAX = 32_768;

/** By the first byte of the id. */
const BUCKETS = 256;

/** Channel and id as one text, and the position: millions pass through, and objects would each cost ten times that. */
type Bucket = Map<string, Position>;

/**
 * Which position an id has: the index on disk, and in memory the tail of what it does not hold yet.
 *
 * The tail goes home a bucket at a time, round and round, so that no commit waits for much of it. A channel's
 * `indexed` says up to where a whole round has been; what is behind it is read from the items again after a crash, so
 * nothing is ever lost with the tail.
 */
export class ItemIds {
  readonly #statements: ReturnType<typeof prepare>;
  // Owned here, as are those below.
  readonly #tail = Array.from({ length: BUCKETS }, (): Bucket => new Map());
  #count = 0;
  #nextBucket = 0;
  /** Sizes of the channels that grew during this round, and of those that had grown when it began. */
  #grown = new Map<ChannelKey, number>();
  #grownBefore = new Map<ChannelKey, number>();
  /** What the open transaction added and brought home. */
  #added: { readonly channel: ChannelKey; readonly key: string; readonly position: Position }[] = [];
  #emptied: number[] = [];

  constructor(db: DatabaseSync) {
    this.#statements = prepare(db);
    for (const { channel, id, position } of this.#statements.unindexed.iterate() as Iterable<Unindexed>) {
      this.#keep(channel, tailKey(channel, id), position);
    }
  }

  /** `key` is the id's {@link tailKey}, made once for the two calls that every append comes to. */
  position(channel: ChannelKey, id: EntryId, key: string): Position | undefined {
    const waiting = this.#bucketOf(key).get(key);
    if (waiting !== undefined) return waiting;
    const row = this.#statements.position.get(channel, id) as { position: number } | undefined;
    return row?.position as Position | undefined;
  }

  add(channel: ChannelKey, key: string, position: Position): void {
    this.#keep(channel, key, position);
    this.#added.push({ channel, key, position });
  }

  /** Once, as the last thing before COMMIT: what is added after a bucket went home would be forgotten with it. */
  bringHome(): void {
    let count = this.#count;
    while (count > TAIL_MAX && this.#emptied.length < BUCKETS) {
      const bucket = (this.#nextBucket + this.#emptied.length) % BUCKETS;
      const entries = this.#tail[bucket] as Bucket;
      // After a crash some are in the index already.
      for (const [key, position] of entries) this.#statements.insert.run(channelOf(key), idOf(key), position);
      count -= entries.size;
      this.#emptied.push(bucket);
      if (bucket === BUCKETS - 1)
        for (const [channel, size] of this.#grownBefore) this.#statements.indexed.run(size, channel);
    }
  }

  committed(): void {
    for (const bucket of this.#emptied) {
      const entries = this.#tail[bucket] as Bucket;
      this.#count -= entries.size;
      entries.clear();
      if (bucket === BUCKETS - 1) {
        this.#grownBefore = this.#grown;
        this.#grown = new Map();
      }
    }
    this.#nextBucket = (this.#nextBucket + this.#emptied.length) % BUCKETS;
    this.#emptied = [];
    this.#added = [];
  }

  rolledBack(): void {
    for (const { key } of this.#added) if (this.#bucketOf(key).delete(key)) this.#count -= 1;
    // Nor may a round count what was taken back.
    for (const { channel, position } of this.#added) {
      this.#grown.set(channel, Math.min(this.#grown.get(channel) ?? position, position));
    }
    this.#emptied = [];
    this.#added = [];
  }

  #keep(channel: ChannelKey, key: string, position: Position): void {
    this.#bucketOf(key).set(key, position);
    this.#count += 1;
    this.#grown.set(channel, position + 1);
  }

  #bucketOf(key: string): Bucket {
    return this.#tail[key.charCodeAt(0)] as Bucket;
  }
}

interface Unindexed {
  readonly channel: ChannelKey;
  readonly id: EntryId;
  readonly position: Position;
}

const ID_BYTES = 16;

/** One character a byte of the id, then the channel. */
export function tailKey(channel: ChannelKey, id: EntryId): string {
  return Buffer.from(id.buffer, id.byteOffset, ID_BYTES).toString('latin1') + channel;
}

function idOf(key: string): Uint8Array {
  return Buffer.from(key.slice(0, ID_BYTES), 'latin1');
}

function channelOf(key: string): number {
  return Number(key.slice(ID_BYTES));
}

function prepare(db: DatabaseSync) {
  return {
    unindexed: db.prepare(`
      SELECT channels.key AS channel, items.id, items.key - channels.key * 4294967296 AS position
      FROM channels JOIN items ON items.key >= channels.key * 4294967296 + channels.indexed
                              AND items.key < (channels.key + 1) * 4294967296
      ORDER BY items.key`),
    position: db.prepare('SELECT position FROM item_ids WHERE channel = ? AND id = ?'),
    insert: db.prepare('INSERT INTO item_ids (channel, id, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    indexed: db.prepare('UPDATE channels SET indexed = ? WHERE key = ?'),
  };
}
