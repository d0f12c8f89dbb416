import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { EntryId } from '../../../base/ids.ts';
import { shuffled } from '../../log/shuffled.ts';
import type { ChannelKey } from '../store.ts';

export interface HeldItem {
  readonly id: EntryId;
  readonly bytes: Uint8Array;
}

/** What a channel holds, until it goes into the record. `[UNATTR-6]` */
export class HeldItems {
  readonly #statements: ReturnType<typeof prepare>;
  // Owned here: channels that hold something, so that a handshake of any other pays nothing. Too many is only slow.
  readonly #holding: Set<ChannelKey>;

  constructor(db: DatabaseSync) {
    this.#statements = prepare(db);
    this.#holding = new Set(
      (this.#statements.channels.all() as { channel: ChannelKey }[]).map(({ channel }) => channel),
    );
  }

  add(channel: ChannelKey, nonce: Uint8Array, { id, bytes }: HeldItem): void {
    this.#statements.insert.run(channel, nonce, id, bytes);
    this.#holding.add(channel);
  }

  /** Bytes that will go into the record. */
  bytesOf(channel: ChannelKey): number {
    if (!this.#holding.has(channel)) return 0;
    return (this.#statements.bytes.get(channel) as { bytes: number }).bytes;
  }

  /** All of it, in an order that nothing before decides, and no longer held. */
  take(channel: ChannelKey): readonly HeldItem[] {
    if (!this.#holding.has(channel)) return [];
    const items = this.#statements.items.all(channel) as unknown as HeldItem[];
    this.#statements.remove.run(channel);
    return shuffled(items, randomBytes);
  }

  /** What was not taken after all is looked for again. */
  rolledBack(): void {
    for (const { channel } of this.#statements.channels.all() as { channel: ChannelKey }[]) this.#holding.add(channel);
  }
}

function prepare(db: DatabaseSync) {
  return {
    channels: db.prepare('SELECT DISTINCT channel FROM held'),
    insert: db.prepare('INSERT INTO held (channel, nonce, id, bytes) VALUES (?, ?, ?, ?)'),
    bytes: db.prepare('SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM held WHERE channel = ?'),
    items: db.prepare('SELECT id, bytes FROM held WHERE channel = ?'),
    remove: db.prepare('DELETE FROM held WHERE channel = ?'),
  };
}
