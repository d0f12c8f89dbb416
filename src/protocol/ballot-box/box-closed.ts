import type { ChannelId } from '../../base/ids.ts';
import { type Decoded, decode, encode } from '../codec/codec.ts';
import { id, struct, tagged, uint } from '../codec/shapes.ts';
import { boxId } from './box-id.ts';
import { BALLOTS_MAX, BOX_CLOSED_BYTES_MAX } from './limits.ts';

const boxClosed = tagged(
  'closed box',
  { 'box-closed': 4 },
  {
    'box-closed': struct('closed box', {
      channel: id<ChannelId>('channel'),
      box: boxId,
      /** As many of the items that follow came out of it; none where there were too few. `[SOUND-4]` */
      ballots: uint('ballots', { max: BALLOTS_MAX }),
    }),
  },
);

/** The venue's own item of a record: a ballot box was closed here, and what was in it follows. */
export type BoxClosed = Decoded<typeof boxClosed>;

export function encodeBoxClosed(closed: Omit<BoxClosed, 'kind'>): Uint8Array {
  return encode(boxClosed, { kind: 'box-closed', ...closed });
}

/** Throws CodecError. */
export function decodeBoxClosed(item: Uint8Array): BoxClosed {
  return decode(boxClosed, item, BOX_CLOSED_BYTES_MAX);
}
