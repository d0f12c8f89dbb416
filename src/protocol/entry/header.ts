import type { ChannelId, Commitment, EntryId, Epoch } from '../../base/ids.ts';
import { type Codec, encode } from '../codec/codec.ts';
import { fixed, id, struct, uint } from '../codec/shapes.ts';
import { versioned } from '../codec/versioned.ts';

/** What the venue sees of an entry. It is the associated data of the sealed body. `[SEAL-2]` */
export interface Header {
  readonly channel: ChannelId;
  /** The epoch that the entry is sealed in, and the only one in which it is valid. `[ORDER-4]` */
  readonly epoch: Epoch;
  /** Chosen by the author, so that posting twice is once. `[RECORD-3]` */
  readonly entry: EntryId;
  /** The one thing of an entry that the public log may bind. `[LOG-4]` */
  readonly commitment: Commitment;
}

export const header: Codec<Header> = versioned(
  1,
  struct('header', {
    channel: id<ChannelId>('channel'),
    epoch: uint<Epoch>('epoch'),
    entry: id<EntryId>('entry'),
    commitment: fixed<Commitment>('commitment', 32),
  }),
);

export function headerBytes(value: Header): Uint8Array {
  return encode(header, value);
}
