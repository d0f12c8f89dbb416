import type { ChannelId, EntryId, Epoch } from '../../base/ids.ts';
import type { Decoded } from '../codec/codec.ts';
import { bool, bytes, fixed, id, struct, tagged, uint } from '../codec/shapes.ts';
import { deviceList } from './device-seat.ts';
import { HANDSHAKE_MESSAGE_BYTES_MAX } from './limits.ts';
import { rejoin } from './rejoin.ts';

/**
 * One candidate commit. The venue orders it and cannot judge it: the first valid one of an epoch ends it. `[ORDER-1]`
 *
 * `epoch` is the epoch that it ends; device list and posting key are those of the next.
 */
export const handshakeItem = tagged(
  'handshake',
  { handshake: 2 },
  {
    handshake: struct('handshake', {
      channel: id<ChannelId>('channel'),
      id: id<EntryId>('id'),
      epoch: uint<Epoch>('epoch'),
      external: bool('external'),
      deviceSeats: deviceList,
      postingKey: fixed('posting key', 32),
      message: bytes('message', { min: 1, max: HANDSHAKE_MESSAGE_BYTES_MAX }),
      rejoin,
      /** The committer's seat's, over all the rest. `[ORDER-6]` */
      signature: fixed('signature', 64),
    }),
  },
);

export type Handshake = Decoded<typeof handshakeItem>;
