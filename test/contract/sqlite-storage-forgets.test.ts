import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { SqliteStorage } from '../../src/client/storage/node/sqlite-storage.ts';
import { contains } from '../support/contains.ts';

test('[RECORD-6] what was removed from a storage is not in its files once it is closed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pourparler-storage-'));
  try {
    const storage = new SqliteStorage(join(folder, 'device.sqlite'));
    const words = (text: string) => utf8(`${text} `.repeat(2_000));
    await storage.write({ put: { kept: words('KEPT'), removed: words('SECRET'), replaced: words('SECRET') } });
    await storage.write({ put: { replaced: words('short').subarray(0, 40) }, remove: ['removed'] });
    await storage.close();
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    const everything = Buffer.concat(files);
    expect(contains(everything, utf8('KEPT'))).toBe(true);
    expect(contains(everything, utf8('SECRET'))).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
