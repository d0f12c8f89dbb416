import { expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { EncryptedStorage } from '../../src/client/storage/encrypted-storage.ts';
import { IndexedDbStorage } from '../../src/client/storage/indexed-db-storage.ts';
import { storageContract } from '../contract/storage-contract.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const fresh = () => IndexedDbStorage.open(`device-${crypto.randomUUID()}`);

storageContract('encrypted, in IndexedDB', async () =>
  EncryptedStorage.open(await fresh(), { deviceKey: random(32), random }),
);

test('a thousand rows in one change are found again, in order, when it is opened anew', async () => {
  const name = `device-${crypto.randomUUID()}`;
  const deviceKey = random(32);
  const open = async () => await EncryptedStorage.open(await IndexedDbStorage.open(name), { deviceKey, random });
  const names = Array.from({ length: 1_000 }, (_, index) => `record/${String(index).padStart(9, '0')}`);
  const storage = await open();
  await storage.write({ put: Object.fromEntries(names.toReversed().map((each) => [each, utf8(each)])) });
  await storage.close();

  const again = await open();
  expect(await again.list('record/')).toEqual(names.map((each) => [each, utf8(each)]));
  await again.close();
  const plain = await IndexedDbStorage.open(name);
  const kept = await plain.list('');
  expect(kept).toHaveLength(2_000);
  for (const [key] of kept) expect(key).toMatch(/^[nv]\/[0-9a-f]{64}$/);
  await plain.close();
});
