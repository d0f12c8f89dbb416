import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../../base/bytes.ts';
import type { ChannelId } from '../../../base/ids.ts';
import type { HoldingStore } from '../store.ts';
import type { Records } from './records.ts';
import type { Synchronous } from './synchronous.ts';

/** Tokens and what is posted with them, in the thread that owns the database. */
export function holding(db: DatabaseSync, records: Records): Synchronous<HoldingStore> {
  const statements = prepare(db);

  return {
    noteBatch({ channel, lastHandshake, seat, digest }) {
      if (records.lastHandshakeOf(channel) !== lastHandshake) return { kind: 'epoch-moved' };
      const noted = statements.batch.get(channel, seat, lastHandshake) as { digest: Uint8Array } | undefined;
      if (noted !== undefined && !equal(noted.digest, digest)) return { kind: 'other' };
      if (noted === undefined) statements.noteBatch.run(channel, seat, lastHandshake, digest);
      return { kind: 'issued', seats: (statements.seats.get(channel, lastHandshake) as { seats: number }).seats };
    },

    hold({ channel, lastHandshake, nonce, id, item }) {
      const spentFor = statements.spent.get(channel, nonce) as { entry: Uint8Array } | undefined;
      if (spentFor !== undefined) return equal(spentFor.entry, id) ? 'known' : 'spent';
      const outcome = records.hold(channel, nonce, { id, bytes: item }, lastHandshake);
      if (outcome === 'held') statements.spend.run(channel, nonce, id);
      return outcome;
    },

    channelsHolding: (limit) => (statements.channels.all(limit) as { id: ChannelId }[]).map(({ id }) => id),
  };
}

function prepare(db: DatabaseSync) {
  return {
    batch: db.prepare('SELECT digest FROM batches WHERE channel = ? AND seat = ? AND period = ?'),
    noteBatch: db.prepare('INSERT OR REPLACE INTO batches (channel, seat, period, digest) VALUES (?, ?, ?, ?)'),
    seats: db.prepare('SELECT count(*) AS seats FROM batches WHERE channel = ? AND period = ?'),
    spent: db.prepare('SELECT entry FROM spent WHERE channel = ? AND nonce = ?'),
    spend: db.prepare('INSERT INTO spent (channel, nonce, entry) VALUES (?, ?, ?)'),
    channels: db.prepare(`
      SELECT channels.id FROM channels
      WHERE key IN (SELECT DISTINCT channel FROM held) ORDER BY key LIMIT ?`),
  };
}
