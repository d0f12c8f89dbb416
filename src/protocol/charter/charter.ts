import { compare } from '../../base/bytes.ts';
import { type Epoch, idText, type PartyId, type SeatId } from '../../base/ids.ts';
import { type Codec, decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { bool, fixed, id, list, optional, struct, text, uint, word } from '../codec/shapes.ts';
import { versioned } from '../codec/versioned.ts';
import { type GroundRules, groundRules } from './ground-rules.ts';
import {
  ATTRIBUTE_BYTES_MAX,
  ATTRIBUTES_MAX,
  CHARTER_BYTES_MAX,
  NAME_BYTES_MAX,
  PARTIES_MAX,
  PURPOSE_BYTES_MAX,
  SEATS_MAX,
  TITLE_BYTES_MAX,
} from './limits.ts';

export const ROLES = ['member', 'steward'] as const;
export type Role = (typeof ROLES)[number];

export interface CharterParty {
  readonly party: PartyId;
  readonly name: string;
  readonly secretariat: boolean;
  /** X25519: shares of this party are sealed to it. */
  readonly shareKey: Uint8Array;
  /** From 0, one more at each renewal. */
  readonly shareKeyGeneration: number;
}

export interface CharterSeat {
  readonly seat: SeatId;
  readonly party: PartyId;
  readonly role: Role;
  readonly consentHolder: boolean;
  readonly signKey: Uint8Array;
  readonly staticKey: Uint8Array;
  readonly accessKey: Uint8Array;
  readonly name: string;
  readonly affiliation: string;
  readonly attributes: readonly string[];
  /** Who admitted it, and so answers for name, affiliation and attributes. Founders vouch for themselves. */
  readonly vouchedBy: SeatId;
  readonly readsFrom: Epoch;
  /** Whose place it took over. That seat left with the commit that admitted this one. `[AUTH-8]` */
  readonly succeeds: SeatId | undefined;
}

/** What all members of an epoch agree on: their key schedule depends on it. It never leaves the encryption. */
export interface Charter {
  readonly generation: number;
  readonly title: string;
  readonly purpose: string;
  readonly groundRules: GroundRules;
  /** In ascending order of their ids, as seats are. `[CHARTER-1]` */
  readonly parties: readonly CharterParty[];
  readonly seats: readonly CharterSeat[];
  readonly channelKeyGeneration: number;
  /** Of the venue: what tokens to speak unattributed are checked under. One for all, so none is marked. `[UNATTR-3]` */
  readonly issuerKey: Uint8Array;
}

const charterParty: Codec<CharterParty> = struct('party', {
  party: id<PartyId>('party'),
  name: text('party name', { maxBytes: NAME_BYTES_MAX }),
  secretariat: bool('secretariat'),
  shareKey: fixed('share key', 32),
  shareKeyGeneration: uint('share key generation'),
});

export const charterSeat: Codec<CharterSeat> = struct('seat', {
  seat: id<SeatId>('seat'),
  party: id<PartyId>('party'),
  role: word('role', ROLES),
  consentHolder: bool('consent holder'),
  signKey: fixed('sign key', 32),
  staticKey: fixed('static key', 32),
  accessKey: fixed('access key', 32),
  name: text('seat name', { maxBytes: NAME_BYTES_MAX }),
  affiliation: text('affiliation', { maxBytes: NAME_BYTES_MAX }),
  attributes: list('attributes', text('attribute', { maxBytes: ATTRIBUTE_BYTES_MAX }), { max: ATTRIBUTES_MAX }),
  vouchedBy: id<SeatId>('vouched by'),
  readsFrom: uint<Epoch>('reads from'),
  succeeds: optional(id<SeatId>('succeeds')),
});

const fields: Codec<Charter> = versioned(
  1,
  struct('charter', {
    generation: uint('generation'),
    title: text('title', { maxBytes: TITLE_BYTES_MAX }),
    purpose: text('purpose', { maxBytes: PURPOSE_BYTES_MAX }),
    groundRules,
    parties: list('parties', charterParty, { min: 1, max: PARTIES_MAX }),
    seats: list('seats', charterSeat, { min: 1, max: SEATS_MAX }),
    channelKeyGeneration: uint('channel key generation'),
    issuerKey: fixed('issuer key', 32),
  }),
);

/** Shape, bounds and order alone: whether a charter may follow another is {@link judgeCommit}'s to say. */
export const charter: Codec<Charter> = {
  ...fields,
  from(cbor) {
    const value = fields.from(cbor);
    checkAscending(
      'parties',
      value.parties.map(({ party }) => party),
    );
    checkAscending(
      'seats',
      value.seats.map(({ seat }) => seat),
    );
    const listed = new Set(value.parties.map(({ party }) => idText(party)));
    if (!value.seats.every(({ party }) => listed.has(idText(party)))) {
      throw new CodecError('WRONG_SHAPE', 'charter: expected every party of a seat to be listed');
    }
    return value;
  },
};

export function encodeCharter(value: Charter): Uint8Array {
  return encode(charter, value);
}

/** Throws CodecError on whatever is not one charter in its one spelling. `[CHARTER-1]` */
export function decodeCharter(bytes: Uint8Array): Charter {
  return decode(charter, bytes, CHARTER_BYTES_MAX);
}

export function findSeat(within: Charter, seat: SeatId): CharterSeat | undefined {
  return within.seats.find((each) => compare(each.seat, seat) === 0);
}

function checkAscending(name: string, ids: readonly Uint8Array[]): void {
  const ascending = ids.every((each, index) => index === 0 || compare(ids[index - 1] as Uint8Array, each) < 0);
  if (!ascending) throw new CodecError('WRONG_SHAPE', `${name}: expected ascending ids, each once`);
}
