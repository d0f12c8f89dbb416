import { type Codec, decode, encode } from '../codec/codec.ts';
import { bytes, fixed, struct, tagged } from '../codec/shapes.ts';
import { type Header, header } from './header.ts';
import { CIPHERTEXT_BYTES_MAX, CIPHERTEXT_BYTES_MIN, ENTRY_BYTES_MAX } from './limits.ts';

/** An entry as the record holds it: the header in clear, the body sealed. Nothing here can be opened without a key. */
export interface Envelope {
  readonly kind: 'entry';
  readonly header: Header;
  readonly nonce: Uint8Array;
  readonly keyCommitment: Uint8Array;
  readonly ciphertext: Uint8Array;
}

export const envelope: Codec<Envelope> = tagged(
  'entry',
  { entry: 1 },
  {
    entry: struct('entry', {
      header,
      nonce: fixed('nonce', 32),
      keyCommitment: fixed('key commitment', 32),
      ciphertext: bytes('ciphertext', { min: CIPHERTEXT_BYTES_MIN, max: CIPHERTEXT_BYTES_MAX }),
    }),
  },
);

/** The item's bytes: what is posted, hashed into the record tree and kept. */
export function encodeEnvelope(value: Omit<Envelope, 'kind'>): Uint8Array {
  return encode(envelope, { kind: 'entry', ...value });
}

/** Throws CodecError on whatever is not one entry in its one spelling. */
export function decodeEnvelope(item: Uint8Array): Envelope {
  return decode(envelope, item, ENTRY_BYTES_MAX);
}
