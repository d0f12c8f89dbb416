import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelId, EntryId } from '../../src/base/ids.ts';
import type { DeviceSeat } from '../../src/protocol/handshake/device-seat.ts';
import { itemKind } from '../../src/protocol/handshake/item-kind.ts';
import { encodeClientFrame } from '../../src/protocol/wire/frame.ts';
import { DATABASE_FILE } from '../../src/venue/store/sqlite/database.ts';
import {
  at,
  createChannel,
  deviceSeat,
  entryItem,
  handshake,
  newChannel,
  newId,
  newKey,
  newSeat,
  OpaqueClient,
  type TestChannel,
  type TestVenue,
  testVenue,
} from './opaque-client.ts';

let venue: TestVenue;
let channel: TestChannel;
let clients: OpaqueClient[];

beforeEach(async () => {
  venue = await testVenue();
  channel = await newChannel(venue, { seats: 3 });
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await venue.dispose();
});

const deviceOf = (seat: number, device = 0) =>
  channel.seats[seat]?.devices[device] as Awaited<ReturnType<typeof newKey>>;

async function open(seat: number, options: { from?: number; as?: 'device' | 'seat' } = {}): Promise<OpaqueClient> {
  const key = options.as === 'seat' ? channel.seats[seat]?.access : deviceOf(seat);
  const client = await OpaqueClient.open(venue.url, channel.id, key as Awaited<ReturnType<typeof newKey>>, options);
  clients.push(client);
  return client;
}

describe('logging in', () => {
  test('a device, and a seat by its access key, get the record from their cursor on', async () => {
    const device = await open(1);
    await device.untilItems(1);
    await device.post(entryItem(channel.id));
    const seat = await open(1, { as: 'seat', from: 1 });
    await seat.untilItems(2);
    expect(seat.items[1]).toEqual(device.items[1]);
  });

  test('is refused in the same words for a wrong key, a wrong signature, a wrong role and a channel that is not', async () => {
    const stranger = await newKey();
    const other = { seed: stranger.seed, publicKey: deviceOf(0).publicKey };
    const attempts = [
      [channel.id, stranger, 'device'],
      [channel.id, other, 'device'],
      [channel.id, deviceOf(0), 'seat'],
      [newId<ChannelId>(), deviceOf(0), 'device'],
    ] as const;
    for (const [id, key, as] of attempts) {
      const client = await OpaqueClient.connect(venue.url);
      expect(await client.logIn(id, key, { as })).toEqual({
        kind: 'refused',
        code: 'LOGIN_REFUSED',
        retryAfterMs: undefined,
      });
      expect(await client.closed).toEqual({ code: 4001, reason: 'LOGIN_REFUSED' });
    }
  });

  test("a challenge serves one connection, once: another one's signature is refused", async () => {
    const first = await OpaqueClient.connect(venue.url);
    const second = await OpaqueClient.connect(venue.url);
    const replayed = await second.logIn(channel.id, deviceOf(0), { nonce: first.challenge.nonce });
    expect(replayed).toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(await first.logIn(channel.id, deviceOf(0))).toMatchObject({ kind: 'logged-in' });
    expect(await first.logIn(channel.id, deviceOf(0))).toMatchObject({ code: 'ALREADY_LOGGED_IN' });
    first.close();
  });

  test('a cursor beyond the record is told so', async () => {
    const client = await OpaqueClient.connect(venue.url);
    expect(await client.logIn(channel.id, deviceOf(0), { from: 2 })).toMatchObject({ code: 'BEYOND_THE_RECORD' });
  });

  test('before it nothing is answered', async () => {
    const client = await OpaqueClient.connect(venue.url);
    expect(await client.post(entryItem(channel.id))).toBe('NOT_LOGGED_IN');
    expect(await client.ask({ kind: 'fetch', from: at(0), bytesMax: 100 })).toMatchObject({ code: 'NOT_LOGGED_IN' });
    client.close();
  });

  test('only a convener creates a channel, and once', async () => {
    const fresh = { ...channel, id: newId<ChannelId>() };
    expect((await createChannel(venue.url, fresh, true, new Uint8Array(32))).status).toBe(403);
    expect((await createChannel(venue.url, fresh, true, venue.token)).status).toBe(201);
    expect((await createChannel(venue.url, fresh, true, venue.token)).status).toBe(409);
  });
});

describe('posting', () => {
  test('[WIRE-1] what was posted is there after the venue was opened again', async () => {
    const client = await open(0);
    const item = entryItem(channel.id);
    expect(await client.post(item)).toBe(1);
    venue = await venue.reopen();
    const later = await open(1);
    await later.untilItems(2);
    expect(Buffer.from(later.items[1] as Uint8Array)).toEqual(Buffer.from(item));
  });

  test('everyone connected gets every item once, in one order', async () => {
    const everyone = await Promise.all([open(0), open(1), open(2)]);
    await Promise.all(
      everyone.map(async (client) => {
        await Promise.all(Array.from({ length: 50 }, () => client.post(entryItem(channel.id))));
      }),
    );
    await Promise.all(everyone.map((client) => client.untilItems(151)));
    const [first, ...others] = everyone.map(({ items }) => items.map((item) => Buffer.from(item).toString('hex')));
    for (const other of others) expect(other).toEqual(first);
    expect(new Set(first).size).toBe(151);
  });

  test('[WIRE-2] an id posted again has its first position, whoever posts it and whatever it holds', async () => {
    const [one, two] = [await open(0), await open(1)];
    const id = newId<EntryId>();
    expect(await one.post(entryItem(channel.id, { id }))).toBe(1);
    expect(await two.post(entryItem(channel.id, { id, bytes: 900 }))).toBe(1);
    const [a, b] = await Promise.all([one.post(entryItem(channel.id, { id })), one.post(entryItem(channel.id))]);
    expect([a, b]).toEqual([1, 2]);
    await two.untilItems(3);
    expect(two.items.length).toBe(3);
  });

  test('[WIRE-3] what is refused changes nothing', async () => {
    const client = await open(0);
    expect(await client.post(entryItem(newId<ChannelId>()))).toBe('WRONG_CHANNEL');
    expect(await client.post(handshake(channel.id, channel.seats.map(deviceSeat)))).toBe('MALFORMED');
    expect(await client.commit(entryItem(channel.id))).toBe('MALFORMED');
    expect(await client.post(entryItem(channel.id), at(1))).toBe('BEYOND_THE_RECORD');
    const seat = await open(0, { as: 'seat' });
    expect(await seat.post(entryItem(channel.id))).toBe('DEVICE_ONLY');
    expect(await client.post(entryItem(channel.id))).toBe(1);
  });

  test('[ORDER-3] a post that names an older handshake is refused, spends nothing, and is welcome once it names the last', async () => {
    const [steward, member] = [await open(0), await open(1)];
    const item = entryItem(channel.id);
    expect(await steward.commit(handshake(channel.id, channel.seats.map(deviceSeat)))).toBe(1);
    expect(await member.post(item)).toBe('EPOCH_MOVED');
    expect(await member.post(item, at(1))).toBe(2);
  });

  test('[ORDER-3] of two commits at once one is ordered, and the other told', async () => {
    const [steward, member] = [await open(0), await open(1)];
    const list = channel.seats.map(deviceSeat);
    const outcomes = await Promise.all([
      steward.commit(handshake(channel.id, list)),
      member.commit(handshake(channel.id, list)),
    ]);
    expect(outcomes.sort()).toEqual([1, 'EPOCH_MOVED']);
  });
});

describe('[ORDER-5] the device list', () => {
  test('a seat may change its own devices', async () => {
    const member = await open(1);
    const added = await newKey();
    const list = channel.seats.map(deviceSeat);
    const mine = list[1] as (typeof list)[number];
    list[1] = { ...mine, leafSignatureKeys: [...mine.leafSignatureKeys, added.publicKey] };
    expect(await member.commit(handshake(channel.id, list))).toBe(1);
    const second = await OpaqueClient.open(venue.url, channel.id, added);
    clients.push(second);
    await second.untilItems(2);
  });

  test('a seat may not touch others, make itself a steward, renew its access key, or leave', async () => {
    const member = await open(1);
    const list = channel.seats.map(deviceSeat);
    const mine = list[1] as (typeof list)[number];
    const other = list[2] as (typeof list)[number];
    const lists = [
      list.slice(0, 2),
      [list[0], mine, { ...other, leafSignatureKeys: [] }],
      [list[0], mine, { ...other, accessKey: (await newKey()).publicKey }],
      [list[0], { ...mine, steward: true }, other],
      [list[0], { ...mine, accessKey: (await newKey()).publicKey }, other],
      [list[0], other],
      [...list, deviceSeat(await newSeat())],
    ] as (typeof list)[];
    for (const changed of lists)
      expect(await member.commit(handshake(channel.id, changed))).toBe('DEVICE_LIST_REFUSED');
    expect(await member.post(entryItem(channel.id))).toBe(1);
  });

  test('[ORDER-7] whoever lists the key of another seat as its own is refused, and removed as anyone else', async () => {
    const [steward, member] = [await open(0), await open(1)];
    const list = channel.seats.map(deviceSeat);
    const [first, mine, other] = list as [DeviceSeat, DeviceSeat, DeviceSeat];
    const taken = [first.accessKey, first.leafSignatureKeys[0], other.leafSignatureKeys[0], mine.leafSignatureKeys[0]];
    for (const key of taken as Uint8Array[]) {
      const leafSignatureKeys = [...mine.leafSignatureKeys, key];
      const changed = [first, { ...mine, leafSignatureKeys }, other];
      expect(await member.commit(handshake(channel.id, changed))).toBe('DEVICE_LIST_REFUSED');
    }
    expect(await steward.commit(handshake(channel.id, [first, mine, mine]))).toBe('DEVICE_LIST_REFUSED');
    expect(await steward.commit(handshake(channel.id, [first, other]))).toBe(1);
    expect(await member.closed).toEqual({ code: 4003, reason: 'REMOVED' });
  });

  test('[ORDER-7] a founding with a key twice is refused', async () => {
    const [first, second] = [await newSeat({ steward: true }), await newSeat()];
    const seats = [first, { ...second, devices: first.devices }];
    const response = await createChannel(venue.url, { id: newId<ChannelId>(), seats }, true, venue.token);
    expect(response.status).toBe(400);
  });

  test('a steward may admit, and who is admitted may log in', async () => {
    const steward = await open(0);
    const newcomer = await newSeat();
    const list = [...channel.seats, newcomer].map(deviceSeat);
    expect(await steward.commit(handshake(channel.id, list))).toBe(1);
    clients.push(await OpaqueClient.open(venue.url, channel.id, newcomer.access, { as: 'seat' }));
  });

  test('who is removed gets the handshake that removes it and nothing after, is cut at once, and stays out', async () => {
    const [steward, removed, kept] = [await open(0), await open(1), await open(2)];
    await removed.untilItems(1);
    const list = channel.seats.filter((_, i) => i !== 1).map(deviceSeat);
    const posts = [
      steward.commit(handshake(channel.id, list)),
      ...[1, 2, 3].map(() => kept.post(entryItem(channel.id), at(1))),
    ];
    const outcomes = await Promise.all(posts);
    expect(await removed.closed).toEqual({ code: 4003, reason: 'REMOVED' });
    expect(removed.items.length).toBe(2);
    expect(removed.refusals()).toEqual(['REMOVED']);
    // What names a handshake before it is there is told so; it was on its way at the same time.
    expect(outcomes[0]).toBe(1);
    expect(await kept.post(entryItem(channel.id), at(1))).toEqual(expect.any(Number));
    await expect(open(1)).rejects.toThrow('LOGIN_REFUSED');
    await expect(open(1, { as: 'seat' })).rejects.toThrow('LOGIN_REFUSED');
  });

  test('is the same after the venue was opened again', async () => {
    const steward = await open(0);
    await steward.commit(handshake(channel.id, channel.seats.slice(0, 2).map(deviceSeat)));
    venue = await venue.reopen();
    await open(1);
    await expect(open(2)).rejects.toThrow('LOGIN_REFUSED');
  });
});

describe('catching up', () => {
  test('pages, then live, without a gap and without a repeat, while others go on posting', async () => {
    const author = await open(0);
    await Promise.all(Array.from({ length: 2_000 }, () => author.post(entryItem(channel.id))));
    let isPosting = true;
    const posting = (async () => {
      while (isPosting) await author.post(entryItem(channel.id));
    })();
    const late = await Promise.all([open(1, { from: 0 }), open(2, { from: 1_000 })]);
    for (const client of late) await client.untilItems(2_100);
    isPosting = false;
    await posting;
    await Promise.all([author, ...late].map((client) => client.untilItems(author.items.length)));
    expect(late[0]?.items.map(String)).toEqual(author.items.map(String));
    expect(late[1]?.items.slice(1_000).map(String)).toEqual(author.items.slice(1_000).map(String));
  });

  test('fetch gives one page from anywhere', async () => {
    const author = await open(0);
    await Promise.all(Array.from({ length: 10 }, () => author.post(entryItem(channel.id))));
    await author.untilItems(11);
    const page = await author.ask({ kind: 'fetch', from: at(3), bytesMax: 1_500 });
    expect(page).toEqual({ kind: 'items', from: 3, size: 11, items: author.items.slice(3, 5) });
    expect(await author.ask({ kind: 'fetch', from: at(3), bytesMax: 0 })).toMatchObject({ items: [author.items[3]] });
    expect(await author.ask({ kind: 'fetch', from: at(11), bytesMax: 9 })).toMatchObject({ items: [] });
    expect(await author.ask({ kind: 'fetch', from: at(12), bytesMax: 9 })).toMatchObject({ code: 'BEYOND_THE_RECORD' });
  });
});

describe('limits', () => {
  const restart = async (limits: object) => {
    await venue.dispose();
    venue = await testVenue({ limits });
    channel = await newChannel(venue, { seats: 3 });
  };

  /** Until it is closed, nothing becomes durable. */
  const keepDiskWaiting = () => {
    const other = new DatabaseSync(join(venue.dataDir, DATABASE_FILE));
    other.exec('BEGIN IMMEDIATE');
    return other;
  };

  test('[WIRE-4] a slow reader is dropped, the others go on, and it resumes from its cursor', async () => {
    await restart({ unsentBytesMax: 1024 * 1024 });
    const [author, slow] = [await open(0), await open(1)];
    await slow.untilItems(1);
    slow.socket.pause();
    // More than the kernel takes for it on both sides.
    for (let round = 0; round < 96; round++) {
      await Promise.all(Array.from({ length: 4 }, () => author.post(entryItem(channel.id, { bytes: 60_000 }))));
    }
    await author.untilItems(385);
    slow.socket.resume();
    await slow.closed;
    expect(slow.items.length).toBeLessThan(385);
    const resumed = await open(1, { from: slow.items.length });
    await resumed.untilItems(385);
    expect(String(resumed.items[384])).toBe(String(author.items[384]));
  });

  test('a device that posts more than it may is told how long to wait, and others are not', async () => {
    await restart({ deviceBytesPerSecond: 5_000, deviceBytesBurst: 1_500 });
    const [eager, calm] = [await open(0), await open(1)];
    expect([await eager.post(entryItem(channel.id)), await eager.post(entryItem(channel.id))]).toEqual([1, 2]);
    const refused = await eager.ask({ kind: 'post', lastHandshake: at(0), item: entryItem(channel.id) });
    expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    expect(await calm.post(entryItem(channel.id))).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await eager.post(entryItem(channel.id))).toBe(4);
  });

  test('a key, and the venue, have as many connections as they may', async () => {
    await restart({ connectionsPerKeyMax: 1, connectionsMax: 2 });
    const first = await open(0);
    await expect(open(0)).rejects.toThrow('TOO_MANY_CONNECTIONS');
    const second = await open(1);
    await expect(OpaqueClient.connect(venue.url)).rejects.toThrow('ended');
    first.close();
    second.close();
  });

  test('who does not log in in time is closed', async () => {
    await restart({ loginMs: 100 });
    const client = await OpaqueClient.connect(venue.url);
    expect(await client.closed).toEqual({ code: 4001, reason: 'LOGIN_TOO_LATE' });
  });

  test('requests beyond those that may wait are refused, and the rest answered in order', async () => {
    await restart({ requestsWaitingMax: 4 });
    const client = await open(0);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.ask({ kind: 'fetch', from: at(0), bytesMax: 10 })),
    );
    const kinds = answers.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'items').length).toBeGreaterThanOrEqual(4);
    expect(answers.filter((answer) => answer.kind === 'refused')[0]).toMatchObject({ code: 'RATE_LIMITED' });
  });

  test('posts that a slow disk keeps waiting are taken up to a bound, and told to come again beyond it', async () => {
    await restart({ postsWaitingBytesMax: 100_000 });
    const [client, reader] = [await open(0), await open(1)];
    const other = keepDiskWaiting();
    const posts: Promise<number | string>[] = [];
    // Two groups are on their way to the disk; one more item finds room to wait, and one does not.
    for (let n = 0; n < 4; n++) {
      posts.push(client.post(entryItem(channel.id, { bytes: 60_000 })));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await posts[3]).toBe('RATE_LIMITED');
    other.close();
    expect(await Promise.all(posts)).toEqual([1, 2, 3, 'RATE_LIMITED']);
    expect(await client.post(entryItem(channel.id, { bytes: 60_000 }))).toBe(4);
    await reader.untilItems(5);
  });

  test('a full disk refuses with DISK_FULL, and the venue goes on once there is room', async () => {
    const client = await open(0);
    await venue.store.setPagesMax(1);
    const outcomes = new Set<number | string>();
    for (let i = 0; i < 40 && !outcomes.has('DISK_FULL'); i++)
      outcomes.add(await client.post(entryItem(channel.id, { bytes: 60_000 })));
    expect(outcomes).toContain('DISK_FULL');
    await venue.store.setPagesMax(1_000_000);
    const position = await client.post(entryItem(channel.id));
    await client.untilItems((position as number) + 1);
    expect(client.items.length).toBe((position as number) + 1);
  });

  test('a venue that stops says so, after it has answered what it took', async () => {
    const client = await open(0);
    const posts = Array.from({ length: 100 }, () => client.post(entryItem(channel.id)));
    await client.until(() => client.items.length > 1);
    const [outcomes] = await Promise.all([Promise.allSettled(posts), venue.close()]);
    expect(await client.closed).toEqual({ code: 1012, reason: 'DRAINING' });
    const answered = outcomes.filter(
      (outcome) => outcome.status === 'fulfilled' && outcome.value !== 'DRAINING',
    ).length;
    expect(answered).toBeGreaterThan(0);
    venue = await testVenue({ dataDir: venue.dataDir });
    const later = await open(1);
    await later.untilItems(answered + 1);
  });

  test('a venue that stops takes nothing new while it waits for what it took', async () => {
    const client = await open(0);
    const other = keepDiskWaiting();
    const taken = client.post(entryItem(channel.id));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closing = venue.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const list = channel.seats.map(deviceSeat);
    const late = [client.post(entryItem(channel.id)), client.commit(handshake(channel.id, list))];
    expect(await Promise.all(late)).toEqual(['DRAINING', 'DRAINING']);
    other.close();
    expect(await taken).toBe(1);
    await closing;
    venue = await testVenue({ dataDir: venue.dataDir });
    expect((await venue.store.channel(channel.id))?.size).toBe(2);
  });
});

describe('[ORDER-8] a flood of handshakes that nobody accepts', () => {
  /** The last handshake that has come to a client. */
  const lastOf = ({ items }: OpaqueClient) => at(items.findLastIndex((item) => itemKind(item) !== 'entry'));

  async function flood(member: OpaqueClient): Promise<void> {
    const list = channel.seats.map(deviceSeat);
    const one = async () => {
      while (member.socket.readyState === member.socket.OPEN) {
        await member.commit(handshake(channel.id, list), lastOf(member));
      }
    };
    await Promise.allSettled(Array.from({ length: 16 }, one));
  }

  /** As an honest client does: told that the epoch has moved, it reads on and tries again. */
  async function insist(attempt: () => Promise<number | string>): Promise<number> {
    for (;;) {
      const outcome = await attempt();
      if (typeof outcome === 'number') return outcome;
      expect(outcome).toBe('EPOCH_MOVED');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  test('keeps no other seat from posting, nor a steward from removing the one it comes from', async () => {
    const [steward, member, other] = [await open(0), await open(1), await open(2)];
    await Promise.all([steward, member, other].map((client) => client.untilItems(1)));
    const flooding = flood(member);
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (let n = 0; n < 5; n++) await insist(() => other.post(entryItem(channel.id), lastOf(other)));
    const without = channel.seats.filter((_, i) => i !== 1).map(deviceSeat);
    await insist(() => steward.commit(handshake(channel.id, without), lastOf(steward)));
    expect(await member.closed).toEqual({ code: 4003, reason: 'REMOVED' });
    await flooding;
    expect(member.refusals()).toContain('RATE_LIMITED');
    // The burst, and what came of the rate.
    expect(other.items.filter((item) => itemKind(item) === 'handshake').length).toBeLessThan(45);
  }, 15_000);

  test('comes from the seat, however many devices and connections it has', async () => {
    const limits = { memberHandshakesBurst: 4, memberHandshakesPerSecond: 0.01 };
    await venue.dispose();
    venue = await testVenue({ limits });
    channel = await newChannel(venue, { seats: 2, devices: 3 });
    const list = channel.seats.map(deviceSeat);
    const outcomes: (number | string)[] = [];
    for (let n = 0; n < 6; n++) {
      const client = await OpaqueClient.open(venue.url, channel.id, deviceOf(1, n % 3));
      clients.push(client);
      outcomes.push(await client.commit(handshake(channel.id, list)));
    }
    expect(outcomes).toEqual([1, 2, 3, 4, 'RATE_LIMITED', 'RATE_LIMITED']);
    expect(await (await open(0)).commit(handshake(channel.id, list))).toBe(5);
  });
});

describe('[WIRE-5] hostile bytes', () => {
  test('end their own connection, and harm no other', async () => {
    const good = await open(0);
    const post = encodeClientFrame(1, { kind: 'post', lastHandshake: at(0), item: entryItem(channel.id) });
    const frames: (Uint8Array | string)[] = [
      new Uint8Array(0),
      new Uint8Array(1_000).fill(0x9f),
      Uint8Array.of(0x82, 0x01, 0x82, 0x18, 0x18, 0x80),
      post.subarray(0, post.length - 1),
      Uint8Array.of(...post, 0),
      'text',
      new Uint8Array(5 * 1024 * 1024),
    ];
    for (const frame of frames) {
      const bad = await open(1);
      bad.socket.send(frame);
      await bad.closed;
      expect(await good.post(entryItem(channel.id))).toEqual(expect.any(Number));
    }
  });

  test('before a login a peer sends a kilobyte, and is dropped at more, as it comes', async () => {
    const { hostname, port } = new URL(venue.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const gone = new Promise((resolve) => socket.on('close', resolve));
    const upgraded = new Promise((resolve) => socket.once('data', resolve));
    socket.write(`GET /api/v1/channel HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`);
    socket.write('Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
    await upgraded;
    // The head of a frame of four million bytes, within the limit on frames, and none of its end.
    socket.write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x3d, 0x09, 0, 0, 0, 0, 0]));
    socket.write(new Uint8Array(1_000));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(socket.destroyed).toBe(false);
    socket.write(new Uint8Array(100));
    await gone;
    // Logged in, the same bytes are a post like any other.
    const good = await open(1);
    expect(await good.post(entryItem(channel.id, { bytes: 60_000 }))).toBe(1);
    expect(await good.post(entryItem(channel.id, { bytes: 60_000 }))).toBe(2);
  });

  test('addresses that are none, and upgrades that break off, are only their own trouble', async () => {
    const good = await open(0);
    const { port } = new URL(venue.url);
    const upgrade = 'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const requests = [
      `GET // HTTP/1.1\r\n${upgrade}`,
      `GET http:// HTTP/1.1\r\n${upgrade}`,
      `GET /api/v1/channel HTTP/1.1\r\n${upgrade}`,
      `GET // HTTP/1.1\r\nHost: [\r\n\r\n`,
      'POST /api/v1/channels HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n',
      'POST /api/v1/vault HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n\x9f',
      '\x00\x01\x02',
    ];
    for (const text of requests) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(text, 'latin1');
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.resetAndDestroy();
      expect(await good.post(entryItem(channel.id))).toEqual(expect.any(Number));
    }
  });

  test('random frames and half-open connections leave the venue as it was', async () => {
    const good = await open(0);
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed;
    };
    for (let i = 0; i < 60; i++) {
      const bad = i % 2 === 0 ? await open(1) : await OpaqueClient.connect(venue.url);
      const post = encodeClientFrame(1, { kind: 'post', lastHandshake: at(0), item: entryItem(channel.id) });
      for (let flips = 0; flips < 4; flips++) post[random() % post.length] = random() % 256;
      bad.socket.send(post);
      // Vanishes without a word, often before the answer.
      if (i % 3 === 0) bad.close();
      else bad.socket.close();
    }
    expect(await good.post(entryItem(channel.id))).toEqual(expect.any(Number));
  });
});
