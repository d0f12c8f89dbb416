import { type Codec, decode, encode } from '../codec/codec.ts';
import { fixed, struct, tagged } from '../codec/shapes.ts';
import { SHA256_BYTES } from '../crypto/sha256.ts';

/** What is left of an entry: `[3, [leafHash(32)]]`, so that the record tree still has every leaf. `[RECORD-6]` */
export interface Shredded {
  readonly kind: 'shredded';
  /** RFC 6962 leaf hash of the item that stood here. */
  readonly leafHash: Uint8Array;
}

const shredded: Codec<Shredded> = tagged(
  'shredded',
  { shredded: 3 },
  { shredded: struct('shredded', { leafHash: fixed('leaf hash', SHA256_BYTES) }) },
);

export const SHREDDED_BYTES = 37;

export function encodeShredded(leafHash: Uint8Array): Uint8Array {
  return encode(shredded, { kind: 'shredded', leafHash });
}

/** Throws CodecError. */
export function decodeShredded(item: Uint8Array): Shredded {
  return decode(shredded, item, SHREDDED_BYTES);
}
