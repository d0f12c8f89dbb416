import type { EntryId } from '../src/base/ids.ts';
import type { Seat } from '../src/client/seat.ts';
import { keyPair } from '../src/protocol/crypto/ed25519.ts';
import { sealEntry } from '../src/protocol/seal/seal-entry.ts';
import { encodePayload } from '../src/records/payload.ts';
import { say } from '../test/support/house.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** Many at once, as no outbox would: what is measured is the reading. */
export async function postMany(seat: Seat, count: number): Promise<void> {
  const { state, lastHandshake } = seat.record.parts;
  if (state === undefined) throw new Error('not seated');
  await say(seat, 'The first one announces the key.');
  const connection = await seat.session.connection();
  const key = await keyPair(random(32));
  const { epoch, charter, recordSecret } = state;
  const announcement = await seat.record.auth.announce({ epoch, charter, authKey: key.publicKey, random });
  const seen = seat.record.head;
  let next = 1;
  const postUpTo = async (end: number) => {
    while (next < end) {
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
  // The one that announces the key comes before those that use it.
  await postUpTo(2);
  await Promise.all(Array.from({ length: 64 }, () => postUpTo(count)));
  await seat.synced();
}
