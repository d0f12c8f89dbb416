import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Epoch, idText, type Position } from '../../src/base/ids.ts';
import { MemoryStorage } from '../../src/client/storage/memory-storage.ts';
import { UnattributedOutbox, type UnattributedOutboxOf } from '../../src/client/unattributed/unattributed-outbox.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { Frontier } from '../../src/protocol/merkle/frontier.ts';
import { refusalBody, unattributedPost } from '../../src/protocol/wire/http-bodies.ts';
import { emptyProjection } from '../../src/records/projection.ts';
import { contains } from '../support/contains.ts';
import { openRoom } from '../support/room.ts';

/** Half of the longest wait is drawn each time: what is drawn again is seen to be. */
const random = (length: number) =>
  length === 4 ? new Uint8Array(4).fill(0x80) : crypto.getRandomValues(new Uint8Array(length));
const DRAWN_MS = 45_000;
const SECOND_MS = 1_000;

/** What the venue sees: when something was posted, by its own clock. */
let posted: number[];
let items: Envelope[];
let lastHandshake: Position;
let begunAt: Position;
let answer: () => Response;
let venueNow: number;
/** By how much the device's clock goes otherwise. */
let clockOff: number;
let line: 'live' | 'offline';
let hasTokens: boolean;
/** The period ends while a token of it is taken out. */
let endsMeanwhile: boolean;
let isSealing = false;
let storage: MemoryStorage;
let outbox: UnattributedOutbox;

async function newOutbox(): Promise<UnattributedOutbox> {
  const room = await openRoom({ seed: 'telling', parties: 2 });
  const { channel, epoch, charter, recordSecret } = room;
  const start = {
    get position() {
      return begunAt;
    },
    since: 0,
    generation: 0,
    frontier: new Frontier(),
  };
  const token = { nonce: random(32), output: random(64) };
  const of = {
    identity: { channel, venue: 'http://venue.example' },
    record: {
      room: emptyProjection(channel),
      parts: {
        epoch,
        get lastHandshake() {
          return lastHandshake;
        },
        epochStarts: new Map<Epoch, typeof start>([[epoch, start]]),
        state: { epoch, charter, recordSecret, postingSeed: random(32) },
      },
    },
    session: {
      get state() {
        return { kind: line };
      },
      connection: async () => {
        while (line !== 'live') await new Promise((resolve) => setTimeout(resolve, 10));
      },
    },
    purse: {
      get isPresent() {
        return hasTokens;
      },
      take: async () => {
        if (endsMeanwhile) {
          [hasTokens, endsMeanwhile] = [false, false];
          return undefined;
        }
        isSealing = true;
        return { period: lastHandshake, token };
      },
    },
    onChange: () => {},
    refusalOf: () => undefined,
  };
  const device = { mls: undefined as never, clock: () => venueNow + clockOff, random, storage };
  const made = new UnattributedOutbox(device, of as unknown as UnattributedOutboxOf);
  await made.open();
  return made;
}

/** What is under way beside the clock comes to an end: sealing goes on in WebCrypto's threads. */
async function atRest(): Promise<void> {
  for (let turn = 0; turn < 5 || isSealing; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Second by second, so that what takes a moment has it. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    venueNow += SECOND_MS;
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    await atRest();
  }
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [posted, venueNow, clockOff, line, hasTokens, endsMeanwhile] = [[], 1_000_000_000_000, 0, 'live', true, false];
  answer = () => new Response(null, { status: 202 });
  [items, lastHandshake, begunAt] = [[], 0 as Position, 0 as Position];
  vi.stubGlobal('fetch', async (_: URL, { body }: { body: Uint8Array }) => {
    isSealing = false;
    posted.push(venueNow);
    items.push(decodeEnvelope(decode(unattributedPost, body, body.length).item));
    return answer();
  });
  storage = new MemoryStorage();
  outbox = await newOutbox();
  outbox.start();
});
afterEach(async () => {
  outbox.end(new Error('over'));
  await atRest();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const say = () => outbox.put(new Uint8Array(20).fill(1));
const sinceMs = (from: number) => (posted[0] as number) - from;

describe('[UNATTR-9] a venue that watches who it sees just before the words', () => {
  test('sees them at the time that was drawn, where nothing hinders them', async () => {
    const from = venueNow;
    await say();
    await pass(60);
    expect(posted).toHaveLength(1);
    expect(sinceMs(from)).toBeGreaterThanOrEqual(DRAWN_MS - SECOND_MS);
  });

  test('does not see them follow upon a line that comes back', async () => {
    line = 'offline';
    await say();
    await pass(60);
    line = 'live';
    const back = venueNow;
    await pass(100);
    expect(posted).toHaveLength(1);
    expect(sinceMs(back)).toBeGreaterThan(15 * SECOND_MS);
  });

  test('does not see them follow upon the tokens that it gave late', async () => {
    hasTokens = false;
    await say();
    await pass(60);
    hasTokens = true;
    const given = venueNow;
    await pass(100);
    expect(posted).toHaveLength(1);
    expect(sinceMs(given)).toBeGreaterThan(15 * SECOND_MS);
  });

  test('does not see them follow upon the tokens of a period that began as they were to go', async () => {
    endsMeanwhile = true;
    await say();
    await pass(60);
    expect(outbox.waiting).toMatchObject([{ refused: undefined, isHeld: false }]);
    hasTokens = true;
    const given = venueNow;
    await pass(100);
    expect(posted).toHaveLength(1);
    expect(sinceMs(given)).toBeGreaterThan(15 * SECOND_MS);
  });

  test('does not see them follow upon the login of a device that was off', async () => {
    await say();
    outbox.end(new Error('off'));
    venueNow += 3_600_000;
    outbox = await newOutbox();
    const on = venueNow;
    outbox.start();
    await pass(100);
    expect(posted).toHaveLength(1);
    expect(sinceMs(on)).toBeGreaterThan(15 * SECOND_MS);
  });

  test('does not see them follow upon the waking of a device that slept', async () => {
    await say();
    await pass(1);
    venueNow += 3_600_000;
    const awake = venueNow;
    await pass(150);
    expect(posted).toHaveLength(1);
    // A timer runs on where it stood, so what was drawn first has most of its time before it.
    expect(sinceMs(awake)).toBeGreaterThan(DRAWN_MS + 15 * SECOND_MS);
  });

  test('does not see them follow upon a request of theirs that failed', async () => {
    answer = () => {
      throw new TypeError('no network');
    };
    await say();
    await pass(60);
    const back = venueNow;
    answer = () => new Response(null, { status: 202 });
    posted = [];
    await pass(100);
    expect(posted).toHaveLength(1);
    expect(sinceMs(back)).toBeGreaterThan(15 * SECOND_MS);
  });

  test('learns nothing of a retry by cutting lines: what was sealed goes whether there is one or not', async () => {
    const body = encode(refusalBody, { code: 'RATE_LIMITED', retryAfterMs: 5_000 }) as Uint8Array<ArrayBuffer>;
    answer = () => new Response(body, { status: 429 });
    await say();
    await pass(60);
    expect(posted.length).toBeGreaterThan(0);
    line = 'offline';
    posted = [];
    await pass(30);
    expect(posted.length).toBeGreaterThan(0);
  });

  test('cannot tell that what it refused of one period is what it takes in the next', async () => {
    const body = encode(refusalBody, { code: 'EPOCH_MOVED', retryAfterMs: undefined }) as Uint8Array<ArrayBuffer>;
    answer = () => new Response(body, { status: 409 });
    await say();
    await pass(100);
    [lastHandshake, begunAt] = [1 as Position, 1 as Position];
    await pass(150);
    const [first, last] = [items[0] as Envelope, items.at(-1) as Envelope];
    const known = Object.values(first.header).filter(
      (each) => each instanceof Uint8Array && each !== first.header.channel,
    );
    expect(known).toHaveLength(2);
    for (const each of known) expect(contains(encodeEnvelope(last), each as Uint8Array)).toBe(false);
  });

  test('[UNATTR-1] gets no second copy by a handshake that ends no epoch', async () => {
    const body = encode(refusalBody, { code: 'EPOCH_MOVED', retryAfterMs: undefined }) as Uint8Array<ArrayBuffer>;
    answer = () => new Response(body, { status: 409 });
    const { entry } = await say();
    await pass(60);
    // It may be with the venue, whatever that says.
    expect(await outbox.discard(entry)).toBe(false);
    lastHandshake = 1 as Position;
    await pass(150);
    expect(new Set(items.map(({ header }) => idText(header.entry))).size).toBe(1);
    expect(outbox.waiting).toMatchObject([{ refused: 'OVERTAKEN' }]);
    expect(await outbox.discard(entry)).toBe(true);
  });

  test('cannot pass off another entry under the id that it saw', async () => {
    const { entry, durable } = await say();
    await pass(60);
    const other = { entry, commitment: random(32) };
    await outbox.observe({ kind: 'applied', position: 1 as Position, entry: other as never });
    await expect(durable).rejects.toMatchObject({ detail: { code: 'LOST' } });
    expect(outbox.waiting).toMatchObject([{ refused: 'LOST' }]);
  });

  test('[UNATTR-1] sees them once from a device that was stopped and has not read as far again', async () => {
    lastHandshake = 50 as Position;
    answer = () => {
      throw new TypeError('no answer');
    };
    await say();
    await pass(60);
    outbox.end(new Error('off'));
    lastHandshake = 40 as Position;
    answer = () => new Response(null, { status: 202 });
    outbox = await newOutbox();
    outbox.start();
    await pass(60);
    const ids = new Set(items.map(({ header }) => idText(header.entry)));
    expect(items.length).toBeGreaterThan(1);
    expect(ids.size).toBe(1);
    // Its way there again leads by a handshake that came before them.
    const refused = { kind: 'handshake-refused', handshake: undefined, reason: 'UNREADABLE' } as const;
    await outbox.observe({ ...refused, position: 50 as Position });
    expect(outbox.waiting).toMatchObject([{ isHeld: true, refused: undefined }]);
    await outbox.observe({ ...refused, position: 51 as Position });
    expect(outbox.waiting).toMatchObject([{ refused: 'LOST' }]);
  });

  test('gets them also from a clock that was set back by a month', async () => {
    await say();
    clockOff = -31 * 24 * 3_600_000;
    await pass(180);
    expect(posted).toHaveLength(1);
  });
});
