import type { Codec } from '../codec/codec.ts';
import { fixed, list, struct, uint } from '../codec/shapes.ts';
import { CHANNEL_KEYS_MAX } from './limits.ts';

/** One generation of a channel's key. */
export interface ChannelKeyGeneration {
  readonly generation: number;
  readonly channelKey: Uint8Array;
}

/** In ascending order. The last one is in force; those before it open the group infos of their time. */
export const channelKeys: Codec<readonly ChannelKeyGeneration[]> = list(
  'channel keys',
  struct('channel key', { generation: uint('generation'), channelKey: fixed('channel key', 32) }),
  { min: 1, max: CHANNEL_KEYS_MAX },
);
