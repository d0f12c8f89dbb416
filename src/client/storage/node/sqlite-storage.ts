import { DatabaseSync } from 'node:sqlite';
import type { Storage, StorageChanges } from '../storage.ts';

/**
 * One file on a disk; a write resolves after the disk has it.
 *
 * What is removed is overwritten, at the latest when the storage is closed or SQLite works its own log off; not what the
 * disk itself remaps.
 */
export class SqliteStorage implements Storage {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS value (key TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
    `);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const row = this.#database.prepare('SELECT bytes FROM value WHERE key = ?').get(key);
    return row === undefined ? undefined : new Uint8Array(row['bytes'] as Uint8Array);
  }

  async list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    const rows = this.#database
      .prepare('SELECT key, bytes FROM value WHERE key >= ? AND key < ? ORDER BY key')
      .all(prefix, `${prefix}\u{10ffff}`);
    return rows.map((row) => [String(row['key']), new Uint8Array(row['bytes'] as Uint8Array)] as const);
  }

  async write({ put = {}, remove = [] }: StorageChanges): Promise<void> {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const removal = this.#database.prepare('DELETE FROM value WHERE key = ?');
      for (const key of remove) removal.run(key);
      const putting = this.#database.prepare(
        'INSERT INTO value (key, bytes) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes',
      );
      for (const [key, value] of Object.entries(put)) putting.run(key, value);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
