import type { DatabaseSync } from 'node:sqlite';
import type { ExampleStore } from '../store.ts';
import type { Synchronous } from './synchronous.ts';

export function example(db: DatabaseSync): Synchronous<ExampleStore> {
  const anyChannel = db.prepare('SELECT 1 FROM channels LIMIT 1');
  const keep = db.prepare('INSERT OR REPLACE INTO example_chairs VALUES (?, ?, ?, ?)');
  const all = db.prepare('SELECT description, storage IS NULL AS taken FROM example_chairs ORDER BY rowid');
  const one = db.prepare('SELECT entropy, storage FROM example_chairs WHERE name = ?');
  const giveOut = db.prepare('UPDATE example_chairs SET storage = NULL WHERE name = ?');

  return {
    hasChannels: () => anyChannel.get() !== undefined,
    keepChair({ name, description, entropy, storage }) {
      keep.run(name, description, entropy, storage);
    },
    chairs() {
      const rows = all.all() as unknown as { description: Uint8Array; taken: number }[];
      return rows.map(({ description, taken }) => ({ description, taken: taken === 1 }));
    },
    takeChair(name) {
      const row = one.get(name) as { entropy: Uint8Array; storage: Uint8Array | null } | undefined;
      if (row === undefined) return undefined;
      giveOut.run(name);
      return { entropy: row.entropy, storage: row.storage ?? undefined };
    },
  };
}
