import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ChannelId, type EntryId, type Epoch, idText, type Position } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import { encode } from '../../protocol/codec/codec.ts';
import { encodeEnvelope } from '../../protocol/entry/envelope.ts';
import { CIPHERTEXT_BYTES_MIN } from '../../protocol/entry/limits.ts';
import { refusalBody } from '../../protocol/wire/http-bodies.ts';
import { emptyProjection } from '../../records/projection.ts';
import { closeBox } from '../../records/sounding/close-box.ts';
import type { SoundingView } from '../../records/sounding/sounding-slice.ts';
import type { Device } from '../device.ts';
import type { Violation } from '../record/violation.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';
import { BallotOutbox, type BallotOutboxOf } from './ballot-outbox.ts';
import type { BallotPaper } from './ballot-paper.ts';
import { BallotPapers } from './ballot-papers.ts';

/** Half of the longest wait is drawn each time: what is drawn again is seen to be. */
const random = (length: number) =>
  length === 4 ? new Uint8Array(4).fill(0x80) : crypto.getRandomValues(new Uint8Array(length));
const DRAWN_MS = 45_000;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const SEED = random(32);

const channel = random(16) as ChannelId;
const identity = { channel, venue: 'http://venue.example' };
let room: ReturnType<typeof emptyProjection>;
/** What the venue sees: when something was posted. */
let posted: number[];
let answer: () => Response;
let now: number;
let line: 'live' | 'offline';
let cursor: number;
let storage: MemoryStorage;
let papers: BallotPapers;
let outbox: BallotOutbox;
let violations: Violation[];
/** From the seed to the request: it goes on in WebCrypto's threads, beside the clock. */
let isSigning = false;

async function newOutbox(): Promise<BallotOutbox> {
  const device = { clock: () => now, random, storage } as unknown as Device;
  papers = new BallotPapers(device, identity as never, () => {});
  await papers.open();
  const of = {
    identity,
    record: {
      room,
      get cursor() {
        return cursor;
      },
      parts: {
        state: {
          epoch: 0 as Epoch,
          get postingSeed() {
            isSigning = true;
            return SEED;
          },
        },
        epochStarts: new Map([[0, { position: 0 as Position }]]),
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
    papers,
    onViolation: (violation: Violation) => violations.push(violation),
  };
  const made = new BallotOutbox(device, of as unknown as BallotOutboxOf);
  await made.open();
  made.wake();
  return made;
}

/** A vote on a sounding of its own, due as the desk draws it. */
async function vote({ isHeld = false } = {}): Promise<BallotPaper> {
  const [box, sounding, entry] = [random(16) as BoxId, random(16) as EntryId, random(16) as EntryId];
  const closesAt = now + HOUR_MS;
  const view = { box: toHex(box), seats: ['a', 'b', 'c'], closesAt, closedAt: null, isVoid: false, ballots: [] };
  room.soundings.byEntry[idText(sounding)] = view as unknown as SoundingView;
  room.soundings.byBox[toHex(box)] = idText(sounding);
  const header = { channel, epoch: 0 as Epoch, entry, commitment: random(32) as never, isWithToken: true } as const;
  const sealed = { nonce: random(32), keyCommitment: random(32), ciphertext: new Uint8Array(CIPHERTEXT_BYTES_MIN) };
  const cast = { entry, item: encodeEnvelope({ header, ...sealed }), dueAt: now + DRAWN_MS };
  const token = { nonce: random(32), output: random(64) };
  const paper = await papers.keep({ box, sounding, asked: undefined, token, trouble: undefined, cast, isHeld });
  outbox.wake();
  return paper;
}

/** What Node calls an immediate, in browsers too. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

async function atRest(): Promise<void> {
  for (let turn = 0; turn < 20 || isSigning; turn++) await nextTurn();
}

/** Second by second, so that what takes a moment has it. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    now += SECOND_MS;
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    await atRest();
  }
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [posted, violations, now, line, cursor] = [[], [], 1_000_000_000_000, 'live', 1];
  answer = () => new Response(null, { status: 202 });
  vi.stubGlobal('fetch', async () => {
    isSigning = false;
    posted.push(now);
    return answer();
  });
  room = emptyProjection(channel);
  storage = new MemoryStorage();
  outbox = await newOutbox();
});
afterEach(() => {
  outbox.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('[UNATTR-9] a venue that watches who it sees just before a ballot', () => {
  test('sees it at the time that was drawn, where nothing hinders it', async () => {
    const from = now;
    const { sounding } = await vote();
    await pass(50);
    expect(posted).toHaveLength(1);
    expect((posted[0] as number) - from).toBeGreaterThanOrEqual(DRAWN_MS - SECOND_MS);
    expect(papers.of(sounding)?.isHeld).toBe(true);
  });

  test('does not see it follow upon a line that comes back', async () => {
    line = 'offline';
    await vote();
    await pass(80);
    line = 'live';
    const back = now;
    await pass(100);
    expect(posted).toHaveLength(1);
    expect((posted[0] as number) - back).toBeGreaterThan(5 * SECOND_MS);
  });

  test('nor upon a device that was off when it was due', async () => {
    await vote();
    outbox.end();
    now += 60_000;
    const back = now;
    outbox = await newOutbox();
    await pass(100);
    expect(posted).toHaveLength(1);
    expect((posted[0] as number) - back).toBeGreaterThanOrEqual(DRAWN_MS - SECOND_MS);
  });

  test('nor upon one that slept', async () => {
    await vote();
    now += HOUR_MS / 2;
    const woken = now;
    // What was to come meanwhile comes at once.
    outbox.wake();
    await pass(100);
    expect(posted).toHaveLength(1);
    expect((posted[0] as number) - woken).toBeGreaterThanOrEqual(DRAWN_MS - SECOND_MS);
  });

  test('nor see by a line that it cuts whose ballot comes no more', async () => {
    answer = () => {
      throw new TypeError('no answer');
    };
    await vote();
    await pass(50);
    expect(posted).toHaveLength(1);
    line = 'offline';
    await pass(100);
    expect(posted.length).toBeGreaterThan(1);
  });
});

describe('[SOUND-9] of boxes that were closed', () => {
  const close = (paper: BallotPaper, position: number, ballots: number) => {
    closeBox(room, { position: position as Position, box: toHex(paper.box), ballots });
    cursor = position + ballots + 1;
  };

  test('each is judged by its own count, where several are read at once', async () => {
    const [few, counted] = [await vote({ isHeld: true }), await vote({ isHeld: true })];
    close(few, 5, 0);
    close(counted, 6, 3);
    room.entries[idText(counted.cast?.entry as EntryId)] = {} as never;
    await outbox.afterReading();
    expect(violations).toEqual([]);
    expect(papers.all).toEqual([]);
  });

  test('one that counts others, and not what was taken, is evidence', async () => {
    const [dropped, few] = [await vote({ isHeld: true }), await vote({ isHeld: true })];
    close(dropped, 5, 2);
    close(few, 8, 0);
    await outbox.afterReading();
    expect(violations).toEqual([{ kind: 'lost', position: 5, evidence: dropped.cast?.item }]);
  });

  test('nothing is said before its run was read', async () => {
    const paper = await vote({ isHeld: true });
    close(paper, 5, 3);
    cursor = 8;
    await outbox.afterReading();
    expect([violations, papers.all]).toEqual([[], [paper]]);
  });

  test('what came too late leaves nothing of itself on the device', async () => {
    const body = encode(refusalBody, { code: 'BALLOT_BOX_UNKNOWN', retryAfterMs: undefined });
    answer = () => new Response(body as Uint8Array<ArrayBuffer>, { status: 404 });
    const { sounding, cast } = await vote();
    await pass(50);
    expect(posted).toHaveLength(1);
    expect(papers.of(sounding)).toMatchObject({ trouble: 'TOO_LATE', cast: undefined, token: undefined });
    const rows = await storage.list('');
    expect(rows.some(([, row]) => toHex(row).includes(toHex(cast?.item as Uint8Array)))).toBe(false);
  });
});
