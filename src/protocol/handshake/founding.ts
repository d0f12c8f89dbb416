import type { ChannelId } from '../../base/ids.ts';
import type { Decoded } from '../codec/codec.ts';
import { fixed, id, struct, tagged } from '../codec/shapes.ts';
import { deviceList } from './device-seat.ts';
import { rejoin } from './rejoin.ts';

/** The first item of a record, at position 0: who may log in before the first handshake. */
export const foundingItem = tagged(
  'founding',
  { founding: 0 },
  {
    founding: struct('founding', {
      channel: id<ChannelId>('channel'),
      deviceSeats: deviceList,
      postingKey: fixed('posting key', 32),
      rejoin,
      /** The founder's seat's, over all the rest. `[ORDER-6]` */
      signature: fixed('signature', 64),
    }),
  },
);

export type Founding = Decoded<typeof foundingItem>;
