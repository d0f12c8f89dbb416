import type { SeatId } from '../../base/ids.ts';
import type { Decoded } from '../codec/codec.ts';
import { bytes, fixed, id, list, struct, uint } from '../codec/shapes.ts';
import { SEALED_GROUP_INFO_BYTES_MAX, SEATS_MAX, WRAPPED_CHANNEL_KEY_BYTES } from './limits.ts';

/** One remaining seat's copy of a renewed channel key. */
export const wrappedChannelKey = struct('wrapped channel key', {
  seat: id<SeatId>('seat'),
  wrapped: fixed('wrapped', WRAPPED_CHANNEL_KEY_BYTES),
});

/** What a device that kept nothing but its seat secret needs to come back: sealed, so that the venue cannot read it. */
export const rejoin = struct('rejoin', {
  channelKeyGeneration: uint('channel key generation'),
  sealedGroupInfo: bytes('sealed group info', { max: SEALED_GROUP_INFO_BYTES_MAX }),
  wrapped: list('wrapped channel keys', wrappedChannelKey, { max: SEATS_MAX }),
});

export type Rejoin = Decoded<typeof rejoin>;
