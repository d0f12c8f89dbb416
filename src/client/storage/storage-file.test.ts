import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, list, struct, text, uint } from '../../protocol/codec/shapes.ts';
import { MemoryStorage } from './memory-storage.ts';
import { exportStorage, importStorage, readStorageFile } from './storage-file.ts';

const BROKEN = { code: 'STORAGE_BROKEN' };

async function filled(): Promise<MemoryStorage> {
  const storage = new MemoryStorage();
  await storage.write({ put: { participant: Uint8Array.of(1, 2), 'seat/00/identity': new Uint8Array(300) } });
  return storage;
}

/** The same form, without what the reader insists on. */
const anyRows = struct('file', {
  version: uint('version'),
  rows: list('rows', struct('row', { key: text('key', { maxBytes: 4_096 }), value: bytes('value', { max: 99 }) }), {
    max: 9,
  }),
});
const file = (version: number, ...keys: string[]) =>
  encode(anyRows, { version, rows: keys.map((key) => ({ key, value: Uint8Array.of(7) })) });

describe('a storage as a file', () => {
  test('is the same storage elsewhere, to the byte', async () => {
    const [from, to] = [await filled(), new MemoryStorage()];
    await importStorage(to, readStorageFile(await exportStorage(from)));
    expect(await to.list('')).toEqual(await from.list(''));
    expect(await exportStorage(to)).toEqual(await exportStorage(from));
  });

  test('of nothing is nothing', async () => {
    expect(readStorageFile(await exportStorage(new MemoryStorage()))).toEqual([]);
  });

  test('never goes into a storage that is in use', async () => {
    const storage = await filled();
    const before = await storage.list('');
    await expect(importStorage(storage, readStorageFile(file(1, 'a')))).rejects.toMatchObject(BROKEN);
    expect(await storage.list('')).toEqual(before);
  });

  test.each([
    ['of another version', file(2, 'a')],
    ['with a key twice', file(1, 'a', 'a')],
    ['out of order', file(1, 'b', 'a')],
    ['with an empty key', file(1, '')],
    ['with a key that is too long', file(1, 'k'.repeat(513))],
    ['that is empty', new Uint8Array()],
    ['that is cut off', file(1, 'a', 'b').slice(0, -1)],
    ['with something after it', Uint8Array.of(...file(1, 'a'), 0)],
  ])('one %s is refused', (_how, hostile) => {
    expect(() => readStorageFile(hostile)).toThrow(expect.objectContaining(BROKEN));
  });

  test('any bytes at all are refused, or read as what they say', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (hostile) => {
        try {
          readStorageFile(hostile);
        } catch (error) {
          expect(error).toMatchObject(BROKEN);
          return;
        }
        expect(decode(anyRows, hostile, 99).version).toBe(1);
      }),
    );
  });
});
