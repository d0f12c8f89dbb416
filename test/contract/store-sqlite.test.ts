import { access, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Position } from '../../src/base/ids.ts';
import { openSqliteStore, type SqliteStore } from '../../src/venue/store/sqlite/open-sqlite-store.ts';
import type { Append, ChannelKey } from '../../src/venue/store/store.ts';
import { CHANNEL, entryAppend, entryId, entryItem, FOUNDING, itemsOf, storeContract } from './store-contract.ts';

const temporary = () => mkdtemp(join(tmpdir(), 'pourparler-store-'));

storeContract('SQLite', async () => {
  const dataDir = await temporary();
  return { open: () => openSqliteStore({ dataDir }), dispose: () => rm(dataDir, { recursive: true, force: true }) };
});

describe('SQLite in a data folder', () => {
  let dataDir: string;
  let store: SqliteStore;
  let channel: ChannelKey;

  beforeEach(async () => {
    dataDir = join(await temporary(), 'data');
    store = await openSqliteStore({ dataDir });
    await store.createChannel({ id: CHANNEL, logged: true, founding: FOUNDING });
    channel = (await store.channel(CHANNEL))?.key as ChannelKey;
  });
  afterEach(async () => {
    await store.close();
    await rm(join(dataDir, '..'), { recursive: true, force: true });
  });

  test('a second opener is told that the folder is in use', async () => {
    await expect(openSqliteStore({ dataDir })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
    await store.close();
    store = await openSqliteStore({ dataDir });
  });

  test('it is open when its folder is there, also where `node --watch` has messages of its own', async () => {
    vi.stubEnv('WATCH_REPORT_DEPENDENCIES', '1');
    const watched = join(dataDir, 'watched');
    const opened = await openSqliteStore({ dataDir: watched }).finally(() => vi.unstubAllEnvs());
    await access(join(watched, 'venue.sqlite'));
    await opened.close();
  });

  test('only the owner may read the folder', async () => {
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  test('[WIRE-3] a full disk refuses, loses nothing, and goes on once there is room', async () => {
    await store.setPagesMax(100);
    let kept = 0;
    let refused: unknown;
    for (let number = 0; refused === undefined && number < 2_000; number += 10) {
      const batch = Array.from({ length: 10 }, (_, i) => entryAppend(channel, number + i));
      await store.append(batch).then(
        () => (kept += 10),
        (error) => (refused = error),
      );
    }
    expect(refused).toMatchObject({ code: 'DISK_FULL' });
    expect((await store.channel(CHANNEL))?.size).toBe(1 + kept);
    await store.setPagesMax(1_000_000);
    expect(await store.append([entryAppend(channel, 5_000)])).toEqual([{ kind: 'appended', position: 1 + kept }]);
  });

  test('one request that the database refuses does not take those beside it along', async () => {
    const outcomes = await Promise.allSettled([
      store.append([entryAppend(channel, 1)]),
      store.append([entryAppend(999 as ChannelKey, 1)]),
      store.append([entryAppend(channel, 2)]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.channel(CHANNEL))?.size).toBe(3);
  });

  describe('what is held without a name', () => {
    const held = (number: number) => ({
      channel,
      lastHandshake: 0 as Position,
      nonce: new Uint8Array(32).fill(number),
      id: entryId(number),
      item: entryItem(number),
    });
    const handshake = (number: number, length = 600): Append => ({
      ...entryAppend(channel, number),
      kind: 'handshake',
      item: new Uint8Array(length),
    });
    const standing = async () =>
      itemsOf(await store.page(channel, 1 as Position, 1_000_000, 100)).map((item) => item.length);
    const length = entryItem(1).length;

    test('[UNATTR-6] stays, with its tokens spent, where the handshake finds no room, and comes before the one that does', async () => {
      expect(await Promise.all([store.hold(held(1)), store.hold(held(2))])).toEqual(['held', 'held']);
      await store.setPagesMax(1);
      // Posts and the handshake in one transaction, which fails as one.
      const failed = await Promise.allSettled([
        store.append([entryAppend(channel, 3)]),
        store.append([handshake(4, 500_000), entryAppend(channel, 5, 4)]),
      ]);
      expect(failed[1]).toMatchObject({ status: 'rejected', reason: { code: 'DISK_FULL' } });
      await store.setPagesMax(1_000_000);
      expect(await store.channelsHolding(9)).toHaveLength(1);
      expect(await store.hold({ ...held(1), id: entryId(9) })).toBe('spent');
      await store.close();
      store = await openSqliteStore({ dataDir });
      expect(await store.hold(held(2))).toBe('known');
      const before = (await standing()).length;
      const [outcome] = await store.append([handshake(6)]);
      expect(outcome).toMatchObject({ kind: 'appended', position: 1 + before + 2, released: { from: 1 + before } });
      expect((await standing()).slice(before)).toEqual([length, length, 600]);
      expect(await store.channelsHolding(9)).toEqual([]);
      // Their period is over: nothing is spent in the next, and nothing of this one is taken.
      expect(await store.hold(held(1))).toBe('epoch-moved');
    });

    test('[UNATTR-6] is released once, also where a release and a handshake come together, and one that is refused frees nothing', async () => {
      await store.hold(held(1));
      const release: Append = { ...entryAppend(channel, 0), kind: 'release' };
      const [late, released, ended] = await store.append([
        { ...handshake(2), lastHandshake: 7 as Position },
        release,
        handshake(3),
      ]);
      expect(late).toMatchObject({ kind: 'epoch-moved' });
      expect(released).toMatchObject({ released: { from: 1, items: [expect.anything()] } });
      expect(ended).toEqual({ kind: 'appended', position: 2, released: undefined });
      expect(await standing()).toEqual([length, 600]);
    });
  });

  test('a channel has its quota of bytes', async () => {
    await store.close();
    store = await openSqliteStore({ dataDir, channelBytesMax: 1_500 });
    const outcomes = await store.append([1, 2, 3].map((number) => entryAppend(channel, number)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended', 'quota-exceeded']);
  });
});
