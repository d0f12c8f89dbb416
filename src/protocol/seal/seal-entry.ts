import { equal } from '../../base/bytes.ts';
import type { ChannelId, Commitment, EntryId, Epoch, SeatId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { type Charter, type CharterSeat, findSeat } from '../charter/charter.ts';
import { commit, SALT_BYTES } from '../commitment/commitment.ts';
import { signOnTheRecord } from '../commitment/record-signature.ts';
import { type Ed25519KeyPair, sign } from '../crypto/ed25519.ts';
import { type Announcement, authKeyId } from './announcement.ts';
import { authStatement } from './attribution.ts';
import type { Seen } from './body.ts';
import { entrySalt } from './salt.ts';
import { checkPayload, sealBody } from './seal-body.ts';
import { SealError } from './seal-error.ts';
import type { SeatKeys } from './seat-keys.ts';
import { sealShares, sharesNeeded } from './shares.ts';

export type SpokenAs = 'deniable' | 'on the record';

/** A device's authentication key for one epoch. */
export interface EpochKey extends Ed25519KeyPair {
  /** Until an entry with it is in the record; then none. */
  readonly announcement: Announcement | undefined;
}

export interface SealRequest {
  readonly channel: ChannelId;
  readonly epoch: Epoch;
  /** Stays the same when the entry is sealed again for a later epoch, as do payload and commitment. */
  readonly entry: EntryId;
  /** The canonical encoding of `[kind, version, content]`. */
  readonly payload: Uint8Array;
  readonly time: number | undefined;
  readonly seen: Seen;
  readonly recordSecret: Uint8Array;
  /** Of this epoch. */
  readonly charter: Charter;
  readonly seat: { readonly id: SeatId; readonly keys: SeatKeys };
  readonly epochKey: EpochKey;
  readonly attribution: SpokenAs;
  readonly random: Randomness;
}

export interface SealedEntry {
  /** The item's bytes, to be posted. */
  readonly item: Uint8Array;
  readonly commitment: Commitment;
  /** Without where nobody can ever give an opening: it is forgotten. `[COMMIT-1]` */
  readonly salt: Uint8Array | undefined;
}

/**
 * Seals an entry for everyone seated in the channel now.
 *
 * Binds channel, epoch, id and the record as the author last saw it, so a venue that moves, alters or drops an entry
 * is caught on opening. Does not hide when, or within its size class how much, was said. Throws SealError where payload, seat or keys do not fit.
 */
export async function sealEntry(request: SealRequest): Promise<SealedEntry> {
  const { channel, epoch, entry, payload, time, charter, seat, epochKey, random } = request;
  checkPayload(payload);
  const author = authorOf(request);
  const canBeOpened = sharesNeeded(charter) !== undefined;
  const salt = canBeOpened ? entrySalt(seat.keys.saltKey, channel, entry) : random(SALT_BYTES);
  const commitment = commit(salt, payload);
  const header = { channel, epoch, entry, commitment };

  const shares = await sealShares({ channel, entry, commitment }, { charter, salt, author: author.party, random });
  const { size, root } = request.seen;
  const said = { payload, time, seen: { size, root }, shares };
  const onRecord = request.attribution === 'on the record';
  const [authSignature, recordSignature] = await Promise.all([
    sign(epochKey.seed, authStatement(header, seat.id, onRecord, said)),
    onRecord ? signOnTheRecord(seat.keys.sign.seed, channel, commitment) : undefined,
  ]);
  const plain = {
    ...said,
    attribution: {
      kind: 'attributed',
      seat: seat.id,
      keyId: authKeyId(epochKey.publicKey),
      announcement: epochKey.announcement,
      authSignature,
      recordSignature,
    },
  } as const;

  const item = await sealBody(header, plain, { recordSecret: request.recordSecret, random });
  return { item, commitment, salt: canBeOpened ? salt : undefined };
}

/** Others would find the entry forged: better that its author learns of it. */
function authorOf({ charter, seat, epochKey }: SealRequest): CharterSeat {
  const author = findSeat(charter, seat.id);
  if (author === undefined) throw new SealError('NOT_SEATED', 'the author has no seat in this charter');
  if (!equal(author.signKey, seat.keys.sign.publicKey)) {
    throw new SealError('KEY_MISMATCH', "the charter names another signing key than the seat's");
  }
  const { announcement } = epochKey;
  if (announcement !== undefined && !equal(announcement.authKey, epochKey.publicKey)) {
    throw new SealError('KEY_MISMATCH', 'the announcement is of another epoch key');
  }
  return author;
}
