// A device that missed ten thousand entries, beside the venue's sending of the same bytes to one that reads nothing.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { WebSocket } from 'ws';
import type { Commitment, EntryId, Position } from '../src/base/ids.ts';
import { ChannelRecord } from '../src/client/record/channel-record.ts';
import { Journal } from '../src/client/record/journal.ts';
import { restoreRecord } from '../src/client/record/keep-record.ts';
import { RecordKeeper } from '../src/client/record/record-keeper.ts';
import type { Seat } from '../src/client/seat.ts';
import { seatKeys } from '../src/client/seat-identity.ts';
import { MemoryStorage } from '../src/client/storage/memory-storage.ts';
import { sign } from '../src/protocol/crypto/ed25519.ts';
import type { Mls } from '../src/protocol/mls/mls.ts';
import { decodeVenueFrame, encodeClientFrame } from '../src/protocol/wire/frame.ts';
import { loginStatement } from '../src/protocol/wire/login.ts';
import { emptyProjection } from '../src/records/projection.ts';
import { House } from '../test/support/house.ts';
import { postMany } from './post-many.ts';
import { atMost, type Row } from './row.ts';

const ENTRIES = 10_000;
const CATCH_UP_MS_MAX = 3_000;
/** No frame is dropped for longer than this. */
const BLOCKED_MS_MAX = 50;
/** Entries in the long record that is put down and taken up. */
const LONG_ENTRIES = 100_000;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

export async function run(): Promise<Row[]> {
  const house = await House.open();
  try {
    const author = await house.person('Anna');
    const reader = await house.person('Boris');
    const hers = await house.found(author);
    const his = await house.seat(hers, reader, { party: 'Kestria' });
    await his.settled();
    const from = his.record.cursor;
    await reader.leave();
    await postMany(hers, ENTRIES);

    const bare = await bareSending(house.url, hers, from);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const started = performance.now();
    await reader.open();
    delay.enable();
    await reader.seat.synced();
    const took = performance.now() - started;
    delay.disable();
    if (reader.seat.projection.statements.order.length !== ENTRIES || reader.seat.violations.length > 0) {
      throw new Error('not everything was read, or not as it was said');
    }
    return [
      atMost(`catch up with ${ENTRIES} entries: open, verify, apply`, 'ms', took, CATCH_UP_MS_MAX, bare),
      atMost('longest block of the event loop meanwhile', 'ms', delay.max / 1e6, BLOCKED_MS_MAX),
      ...(await keeping(reader.seat, reader.mls)),
    ];
  } finally {
    await house.close();
  }
}

/** The time until the last of the same items has arrived at somebody who does nothing with them. */
async function bareSending(url: string, seat: Seat, from: number): Promise<number> {
  const { channel, origin } = seat.identity;
  const { access } = seat.keys;
  const started = performance.now();
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/channel`, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', async (data: Buffer) => {
      const { message } = decodeVenueFrame(data);
      if (message.kind === 'challenge') {
        const signature = await sign(access.seed, loginStatement(message.nonce, channel, origin));
        const login = {
          kind: 'login',
          channel,
          key: access.publicKey,
          as: 'seat',
          signature,
          from: from as Position,
        } as const;
        socket.send(encodeClientFrame(1, login));
      }
      if (message.kind === 'items' && message.from + message.items.length >= message.size) resolve();
    });
  });
  socket.close();
  return performance.now() - started;
}

/** What putting down and taking up a record of a hundred thousand entries costs, and for how long it blocks. */
async function keeping(seat: Seat, mls: Mls): Promise<Row[]> {
  const { identity } = seat;
  const storage = new MemoryStorage();
  const device = { mls, clock: Date.now, random, storage };
  const { checkpoint } = seatKeys(identity.channel);
  const room = emptyProjection(identity.channel);
  const journal = new Journal(room);
  const record = new ChannelRecord(
    { ...device, ...identity, keys: seat.keys },
    { ...seat.record.parts, room, journal },
  );
  const [first] = seat.projection.statements.order;
  const view = seat.projection.entries[first as string];
  if (view === undefined) throw new Error('nothing was said');
  const { state } = seat.record.parts;
  if (state === undefined) throw new Error('not seated');
  const { epoch, charter } = state;
  const [by] = charter.seats;
  if (by === undefined) throw new Error('nobody sits there');
  const handshake = {
    position: 0 as Position,
    epoch,
    charterBefore: undefined,
    charterAfter: charter,
    committer: by.seat,
  };
  journal.apply({ kind: 'handshake', handshake });
  for (let n = 0; n < LONG_ENTRIES; n++) {
    const text = `Entry ${n}. ${'What we could live with is a corridor that opens twice a day. '.repeat(4)}`;
    const said = journal.apply({
      kind: 'entry',
      signatures: 'sound',
      opened: {
        kind: 'statement',
        content: { text, language: 'en', inReplyTo: undefined, conveyance: undefined },
        position: (n + 1) as Position,
        epoch,
        entry: random(16) as EntryId,
        commitment: view.commitment.slice() as Commitment,
        time: Date.now(),
        author: { ...by, attribution: 'deniable', authenticity: 'verified', onRecord: false },
      },
    });
    if (said.kind !== 'applied') throw new Error(said.code);
  }
  const keeper = new RecordKeeper(device, { identity, record });
  const whole = await timed(() => keeper.keep());
  journal.apply({ kind: 'handshake', handshake: { ...handshake, charterBefore: charter } });
  const turned = await timed(() => keeper.keep());
  const bytes = (await storage.get(checkpoint)) as Uint8Array;
  const restored = await timed(async () => {
    const { room } = await restoreRecord(device, identity, bytes);
    if (room.statements.order.length !== LONG_ENTRIES) throw new Error('not everything came back');
  });
  return [
    atMost(`put down all that came of ${LONG_ENTRIES} entries at once`, 'ms', whole.took, 1_000),
    atMost('put that record down again at the next epoch', 'ms', turned.took, BLOCKED_MS_MAX),
    atMost('take it up again', 'ms', restored.took, 2_000),
    atMost('longest block meanwhile', 'ms', restored.blocked, BLOCKED_MS_MAX),
  ];
}

async function timed(task: () => Promise<void>): Promise<{ readonly took: number; readonly blocked: number }> {
  // What was left behind before is nobody's here.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.reset();
  const started = performance.now();
  await task();
  const took = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return { took, blocked: delay.max / 1e6 };
}
