import { expect, test } from 'vitest';
import type { Storage } from '../../src/client/storage/storage.ts';

/** What every device storage must do, whatever it is made of. `open` gives a fresh, empty one. */
export function storageContract(name: string, open: () => Promise<Storage>): void {
  const bytes = (...values: number[]) => Uint8Array.from(values);

  test(`${name}: gives back what was put, as plain Uint8Array, and nothing for an unknown key`, async () => {
    const storage = await open();
    await storage.write({ put: { a: bytes(1, 2), empty: bytes() } });
    expect(await storage.get('a')).toEqual(bytes(1, 2));
    expect(await storage.get('empty')).toEqual(bytes());
    expect(await storage.get('b')).toBeUndefined();
    expect((await storage.get('a'))?.constructor.name).toBe('Uint8Array');
    await storage.close();
  });

  test(`${name}: lists a prefix in order and nothing else`, async () => {
    const storage = await open();
    await storage.write({
      put: { 'seat/2': bytes(2), 'seat/1': bytes(1), seat: bytes(9), 'seau/1': bytes(9), 'seat/é': bytes(3) },
    });
    expect(await storage.list('seat/')).toEqual([
      ['seat/1', bytes(1)],
      ['seat/2', bytes(2)],
      ['seat/é', bytes(3)],
    ]);
    expect(await storage.list('none')).toEqual([]);
    await storage.close();
  });

  test(`${name}: replaces and removes in one write`, async () => {
    const storage = await open();
    await storage.write({ put: { a: bytes(1), b: bytes(2) } });
    await storage.write({ put: { a: bytes(3) }, remove: ['b', 'never-there'] });
    expect(await storage.list('')).toEqual([['a', bytes(3)]]);
    await storage.close();
  });

  test(`${name}: keeps no hold on the caller's bytes`, async () => {
    const storage = await open();
    const value = bytes(1);
    await storage.write({ put: { a: value } });
    value[0] = 9;
    const read = (await storage.get('a')) as Uint8Array;
    expect(read).toEqual(bytes(1));
    read[0] = 8;
    expect(await storage.get('a')).toEqual(bytes(1));
    await storage.close();
  });

  test(`${name}: a write that fails changes nothing`, async () => {
    const storage = await open();
    await storage.write({ put: { a: bytes(1) } });
    const unwritable = 'not bytes' as unknown as Uint8Array;
    await expect(
      storage.write({ put: { b: bytes(2), c: (() => unwritable) as unknown as Uint8Array }, remove: ['a'] }),
    ).rejects.toThrow();
    expect(await storage.list('')).toEqual([['a', bytes(1)]]);
    await storage.close();
  });
}
