import type { DatabaseSync } from 'node:sqlite';
import { encodeShredded, SHREDDED_BYTES } from '../../../protocol/entry/shredded.ts';
import { itemKind } from '../../../protocol/handshake/item-kind.ts';
import { leafHash } from '../../../protocol/merkle/hashing.ts';
import type { ChannelKey, RetentionStore } from '../store.ts';
import { POSITIONS, type Records } from './records.ts';
import type { Synchronous } from './synchronous.ts';

const DAY_MS = 86_400_000;

interface Due {
  readonly channel: ChannelKey;
  /** Positions, from and up to. */
  readonly from: number;
  readonly to: number;
}

/**
 * Shredding, in the thread that owns the database.
 *
 * When an item came is noted for many at once, as seldom as the venue looks, and not with each: no append pays for it,
 * and the venue keeps no list of who spoke when.
 */
export function retention(
  db: DatabaseSync,
  records: Records,
): { readonly methods: Synchronous<RetentionStore>; committed(): void } {
  const statements = prepare(db);
  // Owned here, as is the next. A venue that was killed may have left shredded bytes in its write-ahead log.
  let isLogStale = true;
  let isDone = false;

  const methods: Synchronous<RetentionStore> = {
    noteRetention(now) {
      statements.correct.run(now, now);
      statements.note.run(now);
    },

    shredDue(now, limits) {
      const due = statements.due.get(DAY_MS, now) as unknown as Due | undefined;
      if (due === undefined) {
        isDone = true;
        return 'done';
      }
      const end = shred(due, limits);
      statements.shredded.run(end, due.channel);
      if (end === due.to) statements.forget.run(due.channel, end);
      isLogStale = true;
      return 'more';
    },
  };

  /** Gives the position after the last item that it looked at. */
  function shred({ channel, from, to }: Due, { itemsMax, bytesMax }: { itemsMax: number; bytesMax: number }): number {
    const first = channel * POSITIONS + from;
    const batch: { readonly key: number; readonly bytes: Uint8Array }[] = [];
    let read = 0;
    const rows = statements.items.iterate(first, channel * POSITIONS + to, itemsMax);
    for (const row of rows as Iterable<{ key: number; bytes: Uint8Array }>) {
      batch.push(row);
      read += row.bytes.length;
      if (read >= bytesMax) break;
    }
    let freed = 0;
    for (const { key, bytes } of batch) {
      if (itemKind(bytes) !== 'entry') continue;
      statements.replace.run(encodeShredded(leafHash(bytes)), key);
      freed += bytes.length - SHREDDED_BYTES;
    }
    records.giveBack(channel, freed);
    return from + batch.length;
  }

  return {
    methods,
    /** Once all is shredded, empties the write-ahead log of what the pages were before. */
    committed() {
      if (!isDone) return;
      isDone = false;
      if (!isLogStale) return;
      // Somebody who reads, a backup for one, is not waited for: the next look tries again.
      const timeout = (db.prepare('PRAGMA busy_timeout').get() as { timeout: number }).timeout;
      db.exec('PRAGMA busy_timeout = 0');
      const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
      db.exec(`PRAGMA busy_timeout = ${timeout}`);
      isLogStale = busy !== 0;
    },
  };
}

function prepare(db: DatabaseSync) {
  return {
    correct: db.prepare('UPDATE retention_notes SET noted_at = ? WHERE noted_at > ?'),
    note: db.prepare(`
      INSERT INTO retention_notes
      SELECT key, size, ? FROM channels
      WHERE retention_days IS NOT NULL
        AND size > max(shredded, coalesce((SELECT max(size) FROM retention_notes WHERE channel = key), 0))`),
    due: db.prepare(`
      SELECT key AS channel, shredded AS "from", max(retention_notes.size) AS "to"
      FROM channels JOIN retention_notes ON retention_notes.channel = key
      WHERE retention_days IS NOT NULL AND noted_at + retention_days * ? <= ?
      GROUP BY key ORDER BY key LIMIT 1`),
    shredded: db.prepare('UPDATE channels SET shredded = ? WHERE key = ?'),
    forget: db.prepare('DELETE FROM retention_notes WHERE channel = ? AND size <= ?'),
    items: db.prepare('SELECT key, bytes FROM items WHERE key >= ? AND key < ? ORDER BY key LIMIT ?'),
    replace: db.prepare('UPDATE items SET bytes = ? WHERE key = ?'),
  };
}
