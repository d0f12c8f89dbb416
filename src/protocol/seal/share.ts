import type { PartyId } from '../../base/ids.ts';
import { type Codec, encode } from '../codec/codec.ts';
import { fixed, id, struct, uint } from '../codec/shapes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { SEALED_SHARE_BYTES } from './limits.ts';

/** One party's share of an entry's salt, sealed to the party's share key; or noise of the same length. `[SHARE-4]` */
export interface Share {
  readonly party: PartyId;
  /** Of the share key. */
  readonly generation: number;
  readonly sealed: Uint8Array;
}

export const share: Codec<Share> = struct('share', {
  party: id<PartyId>('party'),
  generation: uint('generation'),
  sealed: fixed('sealed share', SEALED_SHARE_BYTES),
});

/** What an author's signature covers of a share. `[AUTHN-5]` */
export function shareHash(value: Share): Uint8Array {
  return sha256(encode(share, value));
}
