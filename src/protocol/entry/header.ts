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
  /**
   * That it may only be posted with a token, and is unattributed. In clear: the venue holds it against how it came, and
   * members against its body, so that nobody says more unattributed than their tokens are for. `[UNATTR-8]`
   */
  readonly isWithToken?: true;
}

const fields = struct('header', {
  channel: id<ChannelId>('channel'),
  epoch: uint<Epoch>('epoch'),
  entry: id<EntryId>('entry'),
  commitment: fixed<Commitment>('commitment', 32),
});

const OF_A_SEAT = versioned(1, fields);
const WITH_A_TOKEN = versioned(2, fields);

export const header: Codec<Header> = {
  name: fields.name,
  to: (value) => (value.isWithToken ? WITH_A_TOKEN : OF_A_SEAT).to(value),
  from(cbor) {
    if (Array.isArray(cbor) && cbor[0] === 2) return { ...WITH_A_TOKEN.from(cbor), isWithToken: true };
    return OF_A_SEAT.from(cbor);
  },
};

export function headerBytes(value: Header): Uint8Array {
  return encode(header, value);
}
