import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EncryptedStorage } from '../../src/client/storage/encrypted-storage.ts';
import { MemoryStorage } from '../../src/client/storage/memory-storage.ts';
import { SqliteStorage } from '../../src/client/storage/node/sqlite-storage.ts';
import { storageContract } from './storage-contract.ts';

storageContract('memory', async () => new MemoryStorage());
storageContract('sqlite', async () => new SqliteStorage(join(mkdtempSync(join(tmpdir(), 'pourparler-')), 'device.db')));

const random = (length: number) => new Uint8Array(randomBytes(length));
storageContract('encrypted, in memory', () =>
  EncryptedStorage.open(new MemoryStorage(), { deviceKey: random(32), random }),
);
