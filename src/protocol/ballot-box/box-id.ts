import type { Brand } from '../../base/brand.ts';
import type { Codec } from '../codec/codec.ts';
import { fixed } from '../codec/shapes.ts';

/** 16 random bytes: names a ballot box, at the venue and in its sounding. */
export type BoxId = Brand<Uint8Array, 'BoxId'>;

export const BOX_ID_BYTES = 16;

export const boxId: Codec<BoxId> = fixed<BoxId>('box', BOX_ID_BYTES);
