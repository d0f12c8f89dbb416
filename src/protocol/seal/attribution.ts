import { concat, equal } from '../../base/bytes.ts';
import type { Epoch, SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Charter, type CharterSeat, findSeat } from '../charter/charter.ts';
import { encode } from '../codec/codec.ts';
import { bool, fixed, id, list, optional, struct, uint } from '../codec/shapes.ts';
import { verifyOnTheRecord } from '../commitment/record-signature.ts';
import { verify } from '../crypto/ed25519.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { type Header, header } from '../entry/header.ts';
import { authKeyId } from './announcement.ts';
import type { AuthenticationKeys } from './authentication-keys.ts';
import { type Body, type SeatAttribution, type Seen, seen } from './body.ts';
import { SHARES_MAX } from './limits.ts';
import { shareHash } from './share.ts';
import { sharesFit } from './shares.ts';

/** An epoch authentication key that this seat has accepted from another, in the epoch of its announcement. */
export interface AcceptedKey {
  readonly seat: SeatId;
  readonly epoch: Epoch;
  readonly authKey: Uint8Array;
}

/** By {@link keyIdText}. The caller's to keep, for as long as the record may be read again. */
export type KnownKeys = ReadonlyMap<string, AcceptedKey>;

export function keyIdText(keyId: Uint8Array): string {
  return toHex(keyId);
}

export type Verification =
  /** This seat knows that the named seat wrote it, and can convince nobody else. */
  | {
      readonly kind: 'verified';
      readonly onRecord: boolean;
      readonly accepted: AcceptedKey;
      readonly sharesFit: boolean;
    }
  /** Somebody of the room wrote it, and nobody can tell who. */
  | { readonly kind: 'unattributed'; readonly sharesFit: boolean }
  /** Sealed for others, before this seat was in the charter. Never shown as the named seat's. `[AUTHN-4]` */
  | { readonly kind: 'not-verifiable'; readonly onRecord: boolean }
  /** The named seat did not write it. Somebody who could seal in this epoch did. */
  | { readonly kind: 'forged'; readonly why: ForgedReason };

export type ForgedReason =
  | 'AUTHOR_NOT_SEATED'
  | 'KEY_UNKNOWN' // names a key that was never announced to this seat
  | 'KEY_ID' // announces another key than it names
  | 'MAC'
  | 'SIGNATURE'
  | 'RECORD_SIGNATURE' // claims the record without the seat's signature
  | 'SAYS_MORE' // unattributed, and with something that not all of the room would say alike
  | 'HOW_POSTED'; // unattributed and without a token, or with one and attributed

export interface VerifiedBy {
  readonly charter: Charter | undefined;
  /** The record before the handshake that began the entry's epoch, where this device knows it. */
  readonly epochHead?: Seen | undefined;
  readonly keys: AuthenticationKeys;
  readonly knownKeys: KnownKeys;
}

/**
 * Whether the seat that an opened entry names wrote it.
 *
 * `charter` is that of the entry's epoch, or `undefined` where this device never had it. `accepted` is to be added to
 * the known keys: entries after the first name the key by its id only. `onRecord` says that the seat's signing key
 * signed channel and commitment, so that the author can be held to it once there is an opening.
 */
export async function verifyAttribution(
  entry: Body & { readonly header: Header },
  by: VerifiedBy,
): Promise<Verification> {
  const { charter, keys, knownKeys } = by;
  const { attribution } = entry;
  const isUnattributed = attribution.kind === 'unattributed';
  if (isUnattributed !== (entry.header.isWithToken === true)) return { kind: 'forged', why: 'HOW_POSTED' };
  if (isUnattributed) return verifyUnattributed(entry, by);
  if (charter === undefined) return { kind: 'not-verifiable', onRecord: false };
  const { seat, recordSignature } = attribution;
  const author = findSeat(charter, seat);
  if (author === undefined) return { kind: 'forged', why: 'AUTHOR_NOT_SEATED' };

  const { channel, commitment } = entry.header;
  const onRecord = recordSignature !== undefined;
  if (onRecord && !(await verifyOnTheRecord(author.signKey, channel, commitment, recordSignature))) {
    return { kind: 'forged', why: 'RECORD_SIGNATURE' };
  }
  if (findSeat(charter, keys.seat) === undefined) return { kind: 'not-verifiable', onRecord };

  const found = await findKey({ ...entry, attribution }, { author, charter, keys, knownKeys });
  if (typeof found === 'string') return { kind: 'forged', why: found };
  const signed = await verify(
    found.authKey,
    attribution.authSignature,
    authStatement(entry.header, seat, onRecord, entry),
  );
  if (!signed) return { kind: 'forged', why: 'SIGNATURE' };
  return { kind: 'verified', onRecord, accepted: found, sharesFit: sharesFit(entry.shares, charter, author.party) };
}

/** `[UNATTR-4]` That it was posted by a seat of the room, its epoch's record secret shows: nobody else could seal it. */
function verifyUnattributed(entry: Body, { charter, epochHead, keys }: VerifiedBy): Verification {
  const { time, seen: said, shares } = entry;
  const isBare =
    time === undefined &&
    (epochHead === undefined || (said.size === epochHead.size && equal(said.root, epochHead.root)));
  // By everyone, those included who came later: all must come to the same record.
  if (!isBare) return { kind: 'forged', why: 'SAYS_MORE' };
  const isOfThisSeatsTime = charter !== undefined && findSeat(charter, keys.seat) !== undefined;
  // What a device does not know accuses nobody.
  if (!isOfThisSeatsTime || epochHead === undefined) return { kind: 'not-verifiable', onRecord: false };
  return { kind: 'unattributed', sharesFit: sharesFit(shares, charter, undefined) };
}

async function findKey(
  entry: Omit<Body, 'attribution'> & { readonly header: Header; readonly attribution: SeatAttribution },
  by: { author: CharterSeat; charter: Charter; keys: AuthenticationKeys; knownKeys: KnownKeys },
): Promise<AcceptedKey | ForgedReason> {
  const { keyId, announcement, seat } = entry.attribution;
  const { epoch } = entry.header;
  const known = by.knownKeys.get(keyIdText(keyId));
  // A key serves one seat in one epoch: another's, or one of yesterday, is no key of this entry.
  if (known !== undefined && known.epoch === epoch && equal(known.seat, seat)) return known;
  if (announcement === undefined) return 'KEY_UNKNOWN';
  if (!equal(authKeyId(announcement.authKey), keyId)) return 'KEY_ID';
  const accepted = await by.keys.accepts(announcement, { author: by.author, epoch, charter: by.charter });
  return accepted ? { seat, epoch, authKey: announcement.authKey } : 'MAC';
}

const ENTRY_AUTH = domain('entry-auth');

const signedFields = struct('signed fields', {
  header,
  seat: id<SeatId>('seat'),
  onTheRecord: bool('on the record'),
  time: optional(uint('time')),
  seen,
  payloadHash: fixed('payload hash', 32),
  shareHashes: list('share hashes', fixed('share hash', 32), { max: SHARES_MAX }),
});

/**
 * What an epoch authentication key signs of an entry: header and commitment, seat, every share, and whether the seat
 * spoke on the record: nobody can make less of its word by leaving its record signature out. `[AUTHN-5]`
 */
export function authStatement(
  of: Header,
  seat: SeatId,
  onTheRecord: boolean,
  body: Omit<Body, 'attribution'>,
): Uint8Array {
  const fields = encode(signedFields, {
    header: of,
    seat,
    onTheRecord,
    time: body.time,
    seen: body.seen,
    payloadHash: sha256(body.payload),
    shareHashes: body.shares.map(shareHash),
  });
  return concat(ENTRY_AUTH, sha256(fields));
}
