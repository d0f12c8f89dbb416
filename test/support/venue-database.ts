import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE } from '../../src/venue/store/sqlite/database.ts';
import type { House } from './house.ts';

/** All rows of a table of what a venue keeps, read beside it. */
export function rowsOf(house: House, table: string): Record<string, unknown>[] {
  return inDatabase(house, { readOnly: true }, (db) => db.prepare(`SELECT * FROM "${table}"`).all());
}

/** Whoever runs the venue changes what it keeps: it is down meanwhile, and comes up with that. */
export async function tamper(house: House, change: (db: DatabaseSync) => void): Promise<void> {
  await house.venue.close();
  inDatabase(house, { readOnly: false }, change);
  await house.openVenueAgain();
}

function inDatabase<Result>(house: House, how: { readOnly: boolean }, work: (db: DatabaseSync) => Result): Result {
  const db = new DatabaseSync(join(house.dataDir, DATABASE_FILE), how);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
