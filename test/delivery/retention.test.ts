import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChannelId } from '../../src/base/ids.ts';
import { encodeShredded, SHREDDED_BYTES } from '../../src/protocol/entry/shredded.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import {
  at,
  createChannel,
  deviceSeat,
  entryItem,
  handshake,
  newChannel,
  newId,
  newSeat,
  OpaqueClient,
  type TestChannel,
  type TestVenue,
  testVenue,
} from './opaque-client.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RETENTION_DAYS = 2;

let now: number;
let elapsed: number;
let venue: TestVenue;
let channel: TestChannel;
let client: OpaqueClient;

/** Real time, in steps as the venue's own looks would be. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= HOUR / 2) {
    now += Math.min(left, HOUR / 2);
    elapsed += Math.min(left, HOUR / 2);
    await venue.shred();
  }
}

const open = (from = 0) => OpaqueClient.open(venue.url, channel.id, channel.seats[0]?.devices[0] as never, { from });

async function whole(): Promise<Uint8Array[]> {
  const reader = await open();
  await reader.untilItems(Number((await venue.store.channel(channel.id))?.size));
  reader.close();
  return reader.items;
}

/** How many of the items have any piece of their ciphertext in a file of the data folder. */
function onDisk(items: readonly Uint8Array[]): number {
  const files = readdirSync(venue.dataDir).map((name) => readFileSync(join(venue.dataDir, name)));
  const pieces = (item: Uint8Array) => [180, 400, item.length / 2, item.length - 100, item.length - 32];
  return items.filter((item) =>
    pieces(item).some((piece) => files.some((file) => file.includes(Buffer.from(item.subarray(piece, piece + 24))))),
  ).length;
}

beforeEach(async () => {
  now = Date.UTC(2026, 5, 1);
  elapsed = 0;
  venue = await testVenue({ clock: () => now, monotonic: () => elapsed });
  channel = await newChannel(venue, { logged: false, retentionDays: RETENTION_DAYS });
  client = await open();
  await pass(HOUR);
});
afterEach(async () => {
  client.close();
  await venue.dispose();
});

test('[RECORD-6] past the retention an entry is its leaf hash, for cursors and pages, and handshakes stay', async () => {
  const list = channel.seats.map(deviceSeat);
  const items = [entryItem(channel.id), handshake(channel.id, list), entryItem(channel.id), entryItem(channel.id)];
  await client.post(items[0] as Uint8Array);
  await client.commit(items[1] as Uint8Array);
  await client.post(items[2] as Uint8Array, at(2));
  await pass(DAY);
  await client.post(items[3] as Uint8Array, at(2));
  const [founding] = await whole();
  await pass(DAY - HOUR);
  expect(await whole()).toEqual([founding, ...items]);
  await pass(2 * HOUR);
  const shredded = [0, 2].map((i) => encodeShredded(leafHash(items[i] as Uint8Array)));
  expect(shredded[0]?.length).toBe(SHREDDED_BYTES);
  expect(await whole()).toEqual([founding, shredded[0], items[1], shredded[1], items[3]]);
  expect(await client.ask({ kind: 'fetch', from: at(1), bytesMax: 9 })).toMatchObject({ items: [shredded[0]] });
  await pass(DAY);
  const all = await whole();
  expect(all.map(({ length }) => length)).toEqual([all[0]?.length, 37, items[1]?.length, 37, 37]);
  venue = await venue.reopen();
  expect(await whole()).toEqual(all);
  client = await open(5);
  expect(await client.post(entryItem(channel.id), at(2))).toBe(5);
});

test('[RECORD-6] the bytes are gone from the data folder, and those of other channels are not', async () => {
  const kept = await newChannel(venue, { logged: false });
  const keeper = await OpaqueClient.open(venue.url, kept.id, kept.seats[0]?.devices[0] as never);
  const gone: Uint8Array[] = [];
  const stays: Uint8Array[] = [];
  // In turns, so that records share pages, and of all sizes, so that some have pages of their own.
  for (let round = 0; round < 60; round++) {
    const bytes = [700, 2_000, 9_000, 70_000][round % 4] as number;
    gone.push(...Array.from({ length: 5 }, () => entryItem(channel.id, { bytes })));
    stays.push(...Array.from({ length: 5 }, () => entryItem(kept.id, { bytes: 700 })));
    await Promise.all([
      ...gone.slice(-5).map((item) => client.post(item)),
      ...stays.slice(-5).map((item) => keeper.post(item)),
    ]);
  }
  expect(onDisk(gone)).toBe(gone.length);
  await pass(RETENTION_DAYS * DAY + HOUR);
  expect(onDisk(gone)).toBe(0);
  expect(onDisk(stays)).toBe(stays.length);
  await keeper.untilItems(1 + stays.length);
  keeper.close();
}, 30_000);

test('[RECORD-6] a clock that leaps ahead destroys nothing, and one that goes back brings nothing back', async () => {
  await client.post(entryItem(channel.id));
  await pass(HOUR);
  const before = await whole();
  now += 400 * DAY;
  await venue.shred();
  await pass(HOUR / 2);
  now -= 400 * DAY;
  await pass(RETENTION_DAYS * DAY - 2 * HOUR);
  expect(await whole()).toEqual(before);
  await pass(2 * HOUR);
  const after = await whole();
  expect(after[1]?.length).toBe(37);
  now -= 400 * DAY;
  await pass(2 * HOUR);
  expect(await whole()).toEqual(after);
  // What comes now is noted by the clock as it is, and stays as long as any.
  await client.post(entryItem(channel.id));
  await pass(RETENTION_DAYS * DAY - HOUR);
  expect((await whole())[2]?.length).toBeGreaterThan(37);
  await pass(2 * HOUR);
  expect((await whole())[2]?.length).toBe(37);
});

test('[RECORD-6] a leap that stays is believed after an hour', async () => {
  await client.post(entryItem(channel.id));
  await pass(HOUR);
  now += 3 * DAY;
  await pass(HOUR / 2);
  expect((await whole())[1]?.length).toBeGreaterThan(37);
  await pass(HOUR);
  expect((await whole())[1]?.length).toBe(37);
});

test('[RECORD-6] posts go on while thousands of entries are shredded', async () => {
  const items = Array.from({ length: 1_500 }, () => entryItem(channel.id));
  await Promise.all(items.map((item) => client.post(item)));
  await pass(RETENTION_DAYS * DAY - HOUR);
  const shredding = pass(2 * HOUR);
  let longest = 0;
  for (let n = 0; n < 20; n++) {
    const started = performance.now();
    expect(await client.post(entryItem(channel.id))).toBe(1_501 + n);
    longest = Math.max(longest, performance.now() - started);
  }
  await shredding;
  expect(longest).toBeLessThan(250);
  expect((await whole()).filter(({ length }) => length === 37).length).toBe(1_500);
}, 30_000);

test('[RECORD-6] a channel that enters the public log has no retention, nor has one a length that is none', async () => {
  const seats = [await newSeat({ steward: true })];
  const asked = async (logged: boolean, days: number) =>
    (await createChannel(venue.url, { id: newId<ChannelId>(), seats }, logged, venue.token, days)).status;
  expect(await asked(true, 30)).toBe(400);
  expect(await asked(false, 30)).toBe(201);
  await expect(asked(false, 0)).rejects.toThrow('a number from 1 to');
});
