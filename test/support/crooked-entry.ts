import type { EntryId } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { keyPair } from '../../src/protocol/crypto/ed25519.ts';
import { type SealRequest, sealEntry } from '../../src/protocol/seal/seal-entry.ts';
import { encodePayload } from '../../src/records/payload.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

export const statement = (said: string) =>
  encodePayload('statement', { text: said, language: 'en', inReplyTo: undefined, conveyance: undefined });

/** What this seat would say, around its engine and with whatever is said differently. */
export async function crooked(
  seat: Seat,
  change: Partial<SealRequest> & { announceAs?: Seat; noAnnouncement?: boolean } = {},
) {
  const { announceAs = seat, noAnnouncement = false, ...rest } = change;
  const { epoch, charter, recordSecret } = seat.epoch;
  const key = await keyPair(random(32));
  const announcement = noAnnouncement
    ? undefined
    : await announceAs.record.auth.announce({ epoch, charter, authKey: key.publicKey, random });
  return await sealEntry({
    channel: seat.identity.channel,
    epoch,
    entry: random(16) as EntryId,
    payload: statement('Crooked.'),
    time: Date.now(),
    seen: seat.record.head,
    recordSecret,
    charter,
    seat: { id: seat.seatId, keys: seat.keys },
    epochKey: { ...key, announcement },
    attribution: 'deniable',
    random,
    ...rest,
  });
}
