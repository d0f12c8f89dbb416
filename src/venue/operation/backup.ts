import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fromUtf8 } from '../../base/bytes.ts';
import { LOG_KEY_FILE } from '../log/log-key.ts';
import { DATABASE_FILE, holdsDatabase, storeError } from '../store/sqlite/database.ts';
import { StoreError } from '../store/store-error.ts';

const LOG_KEY_SETTING = 'log-key';

/**
 * Everything that a venue is, as of one moment, in one new file: the database, with the log's key in it.
 *
 * The venue may be running, in this process or another, and goes on posting meanwhile. Whoever has the file can sign
 * for the log: it is for its owner alone. Never overwrites.
 */
export async function backUp(dataDir: string, file: string): Promise<void> {
  if (!holdsDatabase(dataDir)) throw new StoreError('NOT_A_BACKUP', 'the data folder holds no venue');
  if (existsSync(file)) throw new StoreError('WOULD_OVERWRITE', 'the backup file exists already');
  const unfinished = `${file}.unfinished`;
  await rm(unfinished, { force: true });
  try {
    snapshot(join(dataDir, DATABASE_FILE), unfinished);
    putSetting(unfinished, LOG_KEY_SETTING, await readFile(join(dataDir, LOG_KEY_FILE)));
    await chmod(unfinished, 0o600);
    await syncFile(unfinished);
    await rename(unfinished, file);
    await syncFile(dirname(resolve(file)));
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw storeError(cause);
  }
}

/** Makes a data folder of a backup. Throws WOULD_OVERWRITE where there is a venue already, NOT_A_BACKUP on any other file. */
export async function restore(file: string, dataDir: string): Promise<void> {
  if (holdsDatabase(dataDir) || existsSync(join(dataDir, LOG_KEY_FILE))) {
    throw new StoreError('WOULD_OVERWRITE', 'the data folder holds a venue already');
  }
  const key = readSetting(file, LOG_KEY_SETTING);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const database = join(dataDir, DATABASE_FILE);
  const unfinished = `${database}.unfinished`;
  await rm(unfinished, { force: true });
  snapshot(file, unfinished);
  // In the data folder the key is a file of its own.
  forgetSetting(unfinished, LOG_KEY_SETTING);
  await writeFile(join(dataDir, LOG_KEY_FILE), fromUtf8(key), { mode: 0o600, flag: 'wx', flush: true });
  await syncFile(unfinished);
  await rename(unfinished, database);
  await syncFile(dataDir);
}

/** A consistent copy, read in one transaction, without stopping whoever writes. */
function snapshot(from: string, to: string): void {
  const db = new DatabaseSync(from);
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
}

function putSetting(file: string, name: string, value: Uint8Array): void {
  withDatabase(file, (db) => db.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(name, value));
}

function forgetSetting(file: string, name: string): void {
  withDatabase(file, (db) => db.prepare('DELETE FROM settings WHERE name = ?').run(name));
}

function readSetting(file: string, name: string): Uint8Array {
  try {
    const row = withDatabase(file, (db) => db.prepare('SELECT value FROM settings WHERE name = ?').get(name), true);
    if (row !== undefined) return row['value'] as Uint8Array;
  } catch (cause) {
    throw new StoreError('NOT_A_BACKUP', 'not a file that a backup wrote', { cause });
  }
  throw new StoreError('NOT_A_BACKUP', 'a database, but not one that a backup wrote');
}

function withDatabase<T>(file: string, use: (db: DatabaseSync) => T, readOnly = false): T {
  const db = new DatabaseSync(file, { readOnly });
  try {
    // Overwrites what is deleted: the key must not linger in a free page.
    if (!readOnly) db.exec('PRAGMA secure_delete = ON; PRAGMA synchronous = FULL');
    return use(db);
  } finally {
    db.close();
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
