import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../../base/bytes.ts';
import type { VaultItem, VaultStore } from '../store.ts';
import type { Synchronous } from './synchronous.ts';

export function vault(db: DatabaseSync): Synchronous<VaultStore> {
  const item = db.prepare('SELECT write_key AS writeKey, version, signature, sealed FROM vault WHERE id = ?');
  const put = db.prepare(
    'INSERT OR REPLACE INTO vault (id, write_key, version, signature, sealed) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    putVaultItem(id, { writeKey, version, signature, sealed }) {
      const before = item.get(id) as VaultItem | undefined;
      if (before !== undefined && !equal(before.writeKey, writeKey)) return 'other-key';
      if (before !== undefined && version === before.version && equal(before.sealed, sealed)) return 'done';
      if (before !== undefined && version <= before.version) return 'stale';
      put.run(id, writeKey, version, signature, sealed);
      return 'done';
    },
    vaultItem(id) {
      const row = item.get(id) as VaultItem | undefined;
      return row && { ...row };
    },
  };
}
