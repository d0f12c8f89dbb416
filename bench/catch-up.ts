// A device that missed ten thousand entries, beside the venue's sending of the same bytes to one that reads nothing.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { WebSocket } from 'ws';
import type { EntryId, Position } from '../src/base/ids.ts';
import type { Seat } from '../src/client/seat.ts';
import { keyPair, sign } from '../src/protocol/crypto/ed25519.ts';
import { sealEntry } from '../src/protocol/seal/seal-entry.ts';
import { decodeVenueFrame, encodeClientFrame } from '../src/protocol/wire/frame.ts';
import { loginStatement } from '../src/protocol/wire/login.ts';
import { encodePayload } from '../src/records/payload.ts';
import { restoreProjection, snapshotProjection } from '../src/records/projection.ts';
import { House, say } from '../test/support/house.ts';
import { atMost, type Row } from './row.ts';

const ENTRIES = 10_000;
const CATCH_UP_MS_MAX = 3_000;
/** No frame is dropped for longer than this. */
const BLOCKED_MS_MAX = 50;
/** Entries in the long record whose projection is put down. */
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
    await post(hers, ENTRIES);

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
      ...snapshots(reader.seat),
    ];
  } finally {
    await house.close();
  }
}

/** Many at once, as no outbox would: what is measured is the reading. */
async function post(seat: Seat, count: number): Promise<void> {
  const { state, lastHandshake } = seat.record.parts;
  if (state === undefined) throw new Error('not seated');
  await say(seat, 'The first one announces the key.');
  const connection = await seat.session.connection();
  const key = await keyPair(random(32));
  const { epoch, charter, recordSecret } = state;
  const announcement = await seat.record.auth.announce({ epoch, charter, authKey: key.publicKey, random });
  const seen = seat.record.head;
  let next = 1;
  const postNext = async () => {
    while (next < count) {
      const n = next++;
      const text = `Entry ${n}. ${'What we could live with is a corridor that opens twice a day. '.repeat(4)}`;
      const { item } = await sealEntry({
        channel: seat.identity.channel,
        epoch,
        entry: random(16) as EntryId,
        payload: encodePayload('statement', { text, language: 'en', inReplyTo: undefined, conveyance: undefined }),
        time: Date.now(),
        seen,
        recordSecret,
        charter,
        seat: { id: seat.seatId, keys: seat.keys },
        epochKey: { ...key, announcement: n === 1 ? announcement : undefined },
        attribution: 'deniable',
        random,
      });
      const outcome = await connection.post(lastHandshake, item);
      if (outcome.kind !== 'posted') throw new Error(outcome.code);
    }
  };
  await Promise.all(Array.from({ length: 64 }, postNext));
  await seat.synced();
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

/** What putting down and taking up a record of a hundred thousand entries costs, in one piece. */
function snapshots(seat: Seat): Row[] {
  const room = restoreProjection(snapshotProjection(seat.projection));
  if (room === undefined) throw new Error('no projection');
  const [first] = room.statements.order;
  const view = room.entries[first as string];
  const statement = room.statements.byEntry[first as string];
  if (view === undefined || statement === undefined) throw new Error('nothing was said');
  for (let n = room.statements.order.length; n < LONG_ENTRIES; n++) {
    const id = n.toString(16).padStart(32, '0');
    room.entries[id] = { ...view, commitment: view.commitment.slice() };
    room.statements.byEntry[id] = { ...statement, earlier: [] };
    room.statements.order.push(id);
    room.timeline.push({ kind: 'entry', position: n as Position, name: 'statement', entry: id, about: id });
  }
  const started = performance.now();
  const bytes = snapshotProjection(room);
  const wrote = performance.now() - started;
  const again = performance.now();
  restoreProjection(bytes);
  const read = performance.now() - again;
  return [
    atMost(
      `put down the projection of ${LONG_ENTRIES} entries (${Math.round(bytes.length / 2 ** 20)} MiB)`,
      'ms',
      wrote,
      1_000,
    ),
    atMost('take it up again', 'ms', read, 2_000),
  ];
}
