import type { DatabaseSync } from 'node:sqlite';
import { concat } from '../../../base/bytes.ts';
import type { Commitment } from '../../../base/ids.ts';
import { decodeEnvelope } from '../../../protocol/entry/envelope.ts';
import { itemKind } from '../../../protocol/handshake/item-kind.ts';
import type { ChannelBeat } from '../../../protocol/wire/venue-message.ts';
import type { ChannelKey, LogStore } from '../store.ts';
import type { Synchronous } from './synchronous.ts';

const HASH_BYTES = 32;
const POSITIONS = 2 ** 32;

export function log(db: DatabaseSync): Synchronous<LogStore> {
  const statements = prepare(db);
  return {
    logState() {
      const row = statements.state.get() as { size: number; frontier: Uint8Array; checkpoint: string };
      return { size: row.size, frontier: splitHashes(row.frontier), checkpoint: row.checkpoint };
    },

    grownChannels(limit) {
      const rows = statements.grown.all(limit) as unknown as {
        channel: ChannelKey;
        treeSize: number;
        treePosition: number;
        frontier: Uint8Array;
        beatSize: number;
      }[];
      return rows.map((row) => ({ ...row, frontier: splitHashes(row.frontier) }));
    },

    commitments(channel, from, itemsMax) {
      const commitments: Commitment[] = [];
      let position = from;
      const rows = statements.items.iterate(channel * POSITIONS + from, (channel + 1) * POSITIONS, itemsMax);
      for (const { bytes } of rows as Iterable<{ bytes: Uint8Array }>) {
        if (itemKind(bytes) === 'entry') commitments.push(decodeEnvelope(bytes).header.commitment);
        position += 1;
      }
      return { commitments, position };
    },

    keepFrontier(channel, { size, position, frontier }) {
      statements.keepFrontier.run(size, position, concat(...frontier), channel);
    },

    pendingDigests(limit) {
      return (statements.pending.all(limit) as unknown as { digest: Uint8Array }[]).map(({ digest }) => digest);
    },

    writeBeat({ fromSize, state, tiles, beats, digests }) {
      const moved = statements.moveState.run(state.size, concat(...state.frontier), state.checkpoint, fromSize);
      if (moved.changes === 0) return 'moved';
      for (const { level, index, bytes } of tiles) statements.putTile.run(level, index, bytes);
      for (const { channel, size, root, blind, logIndex } of beats) {
        statements.insertBeat.run(channel, size, root, blind, logIndex);
        statements.markBeat.run(size, logIndex, channel);
      }
      for (const { digest, logIndex } of digests) statements.markDigest.run(logIndex, digest);
      return 'done';
    },

    logTile(level, index) {
      return (statements.tile.get(level, index) as { bytes: Uint8Array } | undefined)?.bytes;
    },

    channelBeats(channel, fromSize, limit) {
      return (statements.beats.all(channel, fromSize, limit) as unknown as ChannelBeat[]).map((row) => ({ ...row }));
    },

    digestIndex(digest) {
      const row = statements.digest.get(digest) as { log_index: number | null } | undefined;
      return row?.log_index ?? undefined;
    },
  };
}

function splitHashes(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

function prepare(db: DatabaseSync) {
  return {
    state: db.prepare('SELECT size, frontier, checkpoint FROM log_state'),
    moveState: db.prepare('UPDATE log_state SET size = ?, frontier = ?, checkpoint = ? WHERE size = ?'),
    grown: db.prepare(`
      SELECT key AS channel, tree_size AS treeSize, tree_position AS treePosition, tree_frontier AS frontier,
             beat_size AS beatSize
      FROM channels WHERE logged = 1 AND entries > beat_size ORDER BY beat_index, key LIMIT ?`),
    items: db.prepare('SELECT bytes FROM items WHERE key >= ? AND key < ? ORDER BY key LIMIT ?'),
    keepFrontier: db.prepare('UPDATE channels SET tree_size = ?, tree_position = ?, tree_frontier = ? WHERE key = ?'),
    pending: db.prepare('SELECT digest FROM digests WHERE log_index IS NULL ORDER BY number LIMIT ?'),
    markDigest: db.prepare('UPDATE digests SET log_index = ? WHERE digest = ?'),
    digest: db.prepare('SELECT log_index FROM digests WHERE digest = ?'),
    putTile: db.prepare('INSERT OR REPLACE INTO log_tiles VALUES (?, ?, ?)'),
    tile: db.prepare('SELECT bytes FROM log_tiles WHERE level = ? AND number = ?'),
    insertBeat: db.prepare('INSERT INTO beats VALUES (?, ?, ?, ?, ?)'),
    markBeat: db.prepare('UPDATE channels SET beat_size = ?, beat_index = ? WHERE key = ?'),
    beats: db.prepare(
      'SELECT size, root, blind, log_index AS logIndex FROM beats WHERE channel = ? AND size > ? ORDER BY size LIMIT ?',
    ),
  };
}
