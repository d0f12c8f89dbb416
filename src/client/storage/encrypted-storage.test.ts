import { beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { EncryptedStorage } from './encrypted-storage.ts';
import { MemoryStorage } from './memory-storage.ts';
import type { Storage } from './storage.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const deviceKey = new Uint8Array(32).fill(7);

let inner: MemoryStorage;
let storage: EncryptedStorage;

beforeEach(async () => {
  inner = new MemoryStorage();
  storage = await open();
});

const open = (of: Storage = inner) => EncryptedStorage.open(of, { deviceKey, random });
const rows = async (kind: 'n/' | 'v/') => (await inner.list(kind)).map(([key]) => key);

describe('opened again', () => {
  test('it has every name and value, and says them in order', async () => {
    await storage.write({ put: { 'b/2': utf8('two'), 'b/1': utf8('one'), a: utf8('a') } });
    await storage.write({ put: { 'b/2': utf8('second') }, remove: ['a'] });
    const again = await open();
    expect(await again.list('b/')).toEqual([
      ['b/1', utf8('one')],
      ['b/2', utf8('second')],
    ]);
    expect(await again.get('a')).toBeUndefined();
    expect(await rows('n/')).toHaveLength(2);
    expect(await rows('v/')).toHaveLength(2);
  });

  test('it reads no value until it is asked for one', async () => {
    await storage.write({ put: { a: utf8('a'), b: utf8('b') } });
    const asked: string[] = [];
    const again = await open({
      get: (key) => {
        asked.push(key);
        return inner.get(key);
      },
      list: (prefix) => {
        asked.push(prefix);
        return inner.list(prefix);
      },
      write: (changes) => inner.write(changes),
      close: () => inner.close(),
    });
    expect(asked).toEqual(['n/']);
    await again.get('a');
    expect(asked).toHaveLength(2);
  });

  test('under another device key it does not open', async () => {
    await storage.write({ put: { a: utf8('a') } });
    const another = EncryptedStorage.open(inner, { deviceKey: new Uint8Array(32), random });
    await expect(another).rejects.toMatchObject({ code: 'ROW_BROKEN' });
  });
});

describe('what is asked for without waiting', () => {
  test('takes effect in the order in which it was asked for', async () => {
    const large = new Uint8Array(4_000_000).fill(1);
    const writes = [
      storage.write({ put: { a: large } }),
      storage.write({ put: { a: utf8('small') } }),
      storage.write({ remove: ['a'] }),
      storage.write({ put: { a: utf8('last'), b: utf8('b') } }),
    ];
    expect(await storage.list('')).toEqual([
      ['a', utf8('last')],
      ['b', utf8('b')],
    ]);
    await Promise.all(writes);
    expect(await (await open()).get('a')).toEqual(utf8('last'));
  });

  test('a write that the disk refuses leaves names and values as they were', async () => {
    await storage.write({ put: { a: utf8('a') } });
    const full = await open({
      get: (key) => inner.get(key),
      list: (prefix) => inner.list(prefix),
      write: async () => {
        throw new Error('the disk is full');
      },
      close: () => inner.close(),
    });
    await expect(full.write({ put: { b: utf8('b') }, remove: ['a'] })).rejects.toThrow('full');
    expect(await full.list('')).toEqual([['a', utf8('a')]]);
  });
});

describe('a row that is not what was written', () => {
  beforeEach(async () => {
    await storage.write({ put: { a: utf8('first'), b: utf8('second') } });
  });

  test('swapped with another of the same size, it does not open', async () => {
    const [one, two] = await inner.list('v/');
    if (one === undefined || two === undefined) throw new Error('two rows were written');
    await inner.write({ put: { [one[0]]: two[1], [two[0]]: one[1] } });
    await expect(storage.get('a')).rejects.toMatchObject({ code: 'ROW_BROKEN' });
    await expect(storage.list('')).rejects.toMatchObject({ code: 'ROW_BROKEN' });
  });

  test('its name under another row, the storage does not open', async () => {
    const [one, two] = await inner.list('n/');
    if (one === undefined || two === undefined) throw new Error('two rows were written');
    await inner.write({ put: { [one[0]]: two[1] } });
    await expect(open()).rejects.toMatchObject({ code: 'ROW_BROKEN', detail: { row: one[0].slice(2) } });
  });

  test('a name in the place of a value, or a value in that of a name, does not open', async () => {
    const [name] = await inner.list('n/');
    const [value] = await inner.list('v/');
    if (name === undefined || value === undefined) throw new Error('rows were written');
    expect(name[0].slice(2)).toBe(value[0].slice(2));
    await inner.write({ put: { [value[0]]: name[1] } });
    await expect(storage.list('')).rejects.toMatchObject({ code: 'ROW_BROKEN' });
    await inner.write({ put: { [name[0]]: value[1] } });
    await expect(open()).rejects.toMatchObject({ code: 'ROW_BROKEN' });
  });

  test('cut off anywhere, or with one bit changed, it does not open', async () => {
    await storage.write({ put: { only: utf8('short') }, remove: ['a', 'b'] });
    const [[key, sealed] = ['', new Uint8Array()]] = await inner.list('v/');
    for (let length = 0; length < sealed.length; length++) {
      await inner.write({ put: { [key]: sealed.subarray(0, length) } });
      await expect(storage.get('only'), `${length} bytes`).rejects.toMatchObject({ code: 'ROW_BROKEN' });
    }
    for (let at = 0; at < sealed.length; at++) {
      await inner.write({ put: { [key]: sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)) } });
      await expect(storage.get('only'), `byte ${at}`).rejects.toMatchObject({ code: 'ROW_BROKEN' });
    }
  });

  test('gone while its name is there, it is missed', async () => {
    await inner.write({ remove: await rows('v/') });
    await expect(storage.get('a')).rejects.toMatchObject({ code: 'ROW_MISSING' });
  });

  test.each(['n/', 'n/not-a-digest', 'n/00', `n/${'0'.repeat(64)}`])(
    '%s that was put there is refused',
    async (key) => {
      await inner.write({ put: { [key]: new Uint8Array(200) } });
      await expect(open()).rejects.toMatchObject({ code: 'ROW_BROKEN' });
    },
  );
});

test('names that differ in a character that has no bytes do not share a row', async () => {
  await expect(storage.write({ put: { 'a\ud800': utf8('a') } })).rejects.toThrow(RangeError);
  expect(await storage.list('')).toEqual([]);
});
