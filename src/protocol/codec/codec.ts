import { decode as cborDecode, encode as cborEncode } from 'cborg';
import { equal } from '../../base/bytes.ts';
import { CodecError } from './codec-error.ts';

/** What canonical CBOR of ours is made of: arrays, never maps. */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[];

/**
 * One structure's wire form: how it becomes a CBOR value and, checked and bounded, how it comes back.
 *
 * `from` throws {@link CodecError}; `to` trusts its caller's types but not its sizes: what `encode`
 * gives, `decode` accepts.
 */
export interface Codec<T> {
  readonly name: string;
  to(value: T): CborValue;
  from(cbor: unknown): T;
}

export type Decoded<C> = C extends Codec<infer T> ? T : never;

/** Canonical bytes (RFC 8949, section 4.2.1). Refuses what {@link decode} would refuse. */
export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const cbor = codec.to(value);
  codec.from(cbor);
  return plain(cborEncode(cbor));
}

/** In Node the library hands out Buffers, whose methods and pooled memory would travel on with every field. */
function plain(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes);
}

/**
 * Strict: well-formed, of the codec's shape, within its bounds, and in the one canonical spelling
 * (decode → encode → same bytes). `[CODEC-1]`
 */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array, bytesMax: number): T {
  if (bytes.length > bytesMax) {
    throw new CodecError('OUT_OF_BOUNDS', `${codec.name}: ${bytes.length} bytes, at most ${bytesMax}`);
  }
  let cbor: unknown;
  try {
    cbor = cborDecode(plain(bytes), {
      allowUndefined: false,
      allowIndefinite: false,
      allowNaN: false,
      allowInfinity: false,
      strict: true,
      rejectDuplicateMapKeys: true,
    });
  } catch (cause) {
    throw new CodecError('MALFORMED', `${codec.name}: not CBOR`, { cause });
  }
  const value = codec.from(cbor);
  if (!equal(cborEncode(codec.to(value)), bytes)) {
    throw new CodecError('NOT_CANONICAL', `${codec.name}: not the canonical spelling`);
  }
  return value;
}
