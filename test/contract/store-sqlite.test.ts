import { access, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../../src/venue/store/sqlite/open-sqlite-store.ts';
import type { ChannelKey } from '../../src/venue/store/store.ts';
import { CHANNEL, entryAppend, FOUNDING, storeContract } from './store-contract.ts';

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

  test('a channel has its quota of bytes', async () => {
    await store.close();
    store = await openSqliteStore({ dataDir, channelBytesMax: 1_500 });
    const outcomes = await store.append([1, 2, 3].map((number) => entryAppend(channel, number)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended', 'quota-exceeded']);
  });
});
