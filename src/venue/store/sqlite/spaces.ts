import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../../base/bytes.ts';
import type { SpaceStore, StoredCommunique, StoredRoster } from '../store.ts';
import type { Synchronous } from './synchronous.ts';

const COLUMNS = 'number, release_digest AS releaseDigest, bytes, published_at AS publishedAt';

export function spaces(db: DatabaseSync): Synchronous<SpaceStore> {
  const rostersOf = db.prepare('SELECT digest, bytes FROM rosters WHERE slug = ? ORDER BY sequence');
  const putRoster = db.prepare('INSERT INTO rosters VALUES (?, ?, ?, ?)');
  const queue = db.prepare('INSERT INTO digests (digest) VALUES (?) ON CONFLICT DO NOTHING');
  const byDigest = db.prepare('SELECT number FROM communiques WHERE slug = ? AND release_digest = ?');
  const last = db.prepare('SELECT coalesce(max(number), 0) AS number FROM communiques WHERE slug = ?');
  const putCommunique = db.prepare('INSERT INTO communiques VALUES (?, ?, ?, ?, ?)');
  const communique = db.prepare(`SELECT ${COLUMNS} FROM communiques WHERE slug = ? AND number = ?`);
  const communiques = db.prepare(`SELECT ${COLUMNS} FROM communiques WHERE slug = ? ORDER BY number DESC LIMIT ?`);
  const rosters = (slug: string) => (rostersOf.all(slug) as unknown as StoredRoster[]).map((row) => ({ ...row }));

  return {
    rosters,
    putRoster(slug, sequence, { digest, bytes }) {
      const before = rosters(slug);
      const known = before[sequence];
      if (known !== undefined) return equal(known.digest, digest) ? 'known' : 'moved';
      if (sequence !== before.length) return 'moved';
      putRoster.run(slug, sequence, digest, bytes);
      queue.run(digest);
      return 'done';
    },
    putCommunique(slug, { releaseDigest, bytes, publishedAt }) {
      const known = byDigest.get(slug, releaseDigest) as { number: number } | undefined;
      if (known !== undefined) return known.number;
      const number = (last.get(slug) as { number: number }).number + 1;
      putCommunique.run(slug, number, releaseDigest, bytes, publishedAt);
      queue.run(releaseDigest);
      return number;
    },
    communique(slug, number) {
      const row = communique.get(slug, number) as StoredCommunique | undefined;
      return row && { ...row };
    },
    communiques(slug, limit) {
      return (communiques.all(slug, limit) as unknown as StoredCommunique[]).map((row) => ({ ...row }));
    },
  };
}
