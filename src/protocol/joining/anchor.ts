import type { Epoch, TreeSize } from '../../base/ids.ts';
import type { Codec } from '../codec/codec.ts';
import { fixed, struct, uint } from '../codec/shapes.ts';

/**
 * A record and its channel as a seat last knew them: what a device that comes back holds the venue's record against.
 * `[REJOIN-2]`
 */
export interface Anchor {
  readonly size: TreeSize;
  readonly root: Uint8Array;
  readonly epoch: Epoch;
  /** SHA-256 of the charter's bytes. */
  readonly charterDigest: Uint8Array;
}

export const anchor: Codec<Anchor> = struct('anchor', {
  size: uint<TreeSize>('size'),
  root: fixed('root', 32),
  epoch: uint<Epoch>('epoch'),
  charterDigest: fixed('charter digest', 32),
});
