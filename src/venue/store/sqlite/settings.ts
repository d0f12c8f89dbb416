import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '../store.ts';
import type { Synchronous } from './synchronous.ts';

export function settings(db: DatabaseSync): Synchronous<Pick<Store, 'setting' | 'putSetting'>> {
  const get = db.prepare('SELECT value FROM settings WHERE name = ?');
  const put = db.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)');
  return {
    setting: (name) => (get.get(name) as { value: Uint8Array } | undefined)?.value,
    putSetting(name, value) {
      put.run(name, value);
    },
  };
}
