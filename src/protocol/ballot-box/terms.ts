import { concat } from '../../base/bytes.ts';
import type { ChannelId, SeatId } from '../../base/ids.ts';
import { encode } from '../codec/codec.ts';
import { id, list, struct, uint } from '../codec/shapes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import type { BoxId } from './box-id.ts';
import { BALLOTS_MAX } from './limits.ts';

/** What the venue is told of a box, and members read in its sounding. */
export interface BoxTerms {
  readonly ballotsMin: number;
  /** In ascending order of their ids. */
  readonly seats: readonly SeatId[];
}

const termsCodec = struct('terms', {
  ballotsMin: uint('ballots min'),
  seats: list('seats', id<SeatId>('seat'), { max: BALLOTS_MAX }),
});

const BALLOT_BOX = domain('ballot-box');
const BALLOT = domain('ballot');

/** `[SOUND-2]` */
export function termsDigest({ ballotsMin, seats }: BoxTerms): Uint8Array {
  return sha256(concat(BALLOT_BOX, encode(termsCodec, { ballotsMin, seats })));
}

/** What a ballot token is good for: one box, under these terms. `[SOUND-2]` */
export function ballotInfo(channel: ChannelId, box: BoxId, terms: Uint8Array): Uint8Array {
  return concat(BALLOT, channel, box, terms);
}
