import type { Brand } from '../../base/brand.ts';
import { ID_BYTES } from '../../base/ids.ts';
import type { Codec } from '../../protocol/codec/codec.ts';
import { fixed } from '../../protocol/codec/shapes.ts';

/** 16 random bytes: one line of the board, through all its changes. */
export type FactId = Brand<Uint8Array, 'FactId'>;

export const factId: Codec<FactId> = fixed<FactId>('fact', ID_BYTES);
