import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { MIGRATIONS } from './migrations.ts';

export const DATABASE_FILE = 'venue.sqlite';
const LOCK_FILE = 'venue.lock';

/** Another connection to the same file is only ever a backup or a person looking: it may keep us waiting this long. */
const BUSY_TIMEOUT_MS = 5_000;

/** Pages kept in memory. More would serve catch-up a little faster and cost every venue this much. */
const CACHE_KIBIBYTES = 8 * 1024;

export interface OpenDatabase {
  readonly db: DatabaseSync;
  close(): void;
}

/**
 * The data folder's database, made on first start, for this process alone.
 *
 * Throws DATA_FOLDER_IN_USE where another process has it, and NEWER_SCHEMA rather than guess at a future one.
 */
export function openDatabase(dataDir: string): OpenDatabase {
  // Only the operator's own account may read what is in here.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataDir);
  try {
    const db = new DatabaseSync(join(dataDir, DATABASE_FILE));
    // What is deleted is overwritten: knocks that were answered, and entries past their retention. `[RECORD-6]`
    db.exec(`
      PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -${CACHE_KIBIBYTES};
      PRAGMA trusted_schema = OFF;
    `);
    migrate(db);
    return {
      db,
      close() {
        db.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** A lock of SQLite's own, on a file beside the database: it ends with the process, however that ends. */
function lockFolder(dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(join(dataDir, LOCK_FILE));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw cause;
    throw new StoreError('DATA_FOLDER_IN_USE', 'another process serves this data folder', { cause });
  }
}

function migrate(db: DatabaseSync): void {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY) STRICT');
  const done = (db.prepare('SELECT count(*) AS n FROM migrations').get() as { n: number }).n;
  if (done > MIGRATIONS.length)
    throw new StoreError('NEWER_SCHEMA', `schema ${done}, this program knows ${MIGRATIONS.length}`);
  MIGRATIONS.slice(done).forEach((sql, i) => {
    db.exec(`BEGIN IMMEDIATE; ${sql}; INSERT INTO migrations VALUES (${done + i + 1}); COMMIT`);
  });
}

const SQLITE_BUSY = 5;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;

/** SQLite's primary result code, without the reason in its upper bits. */
function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE_BUSY;
}

/** As one of ours. An I/O error of a write is most often a full disk too (ENOSPC in the middle of a page). */
export function storeError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const code = resultCode(cause);
  if (code === SQLITE_FULL || code === SQLITE_IOERR) {
    return new StoreError('DISK_FULL', 'nothing was lost; free space and it goes on', { cause });
  }
  return new StoreError('STORE_FAILED', cause instanceof Error ? cause.message : String(cause), { cause });
}

export function holdsDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, DATABASE_FILE));
}
