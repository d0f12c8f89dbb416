import type { Codec } from './codec.ts';
import { CodecError } from './codec-error.ts';

/**
 * A struct with its version number as the first field. Only that one version is read: a later version is another
 * codec, never a guess.
 */
export function versioned<T>(version: number, inner: Codec<T>): Codec<T> {
  return {
    name: inner.name,
    to: (value) => [version, ...(inner.to(value) as readonly never[])],
    from(cbor) {
      if (!Array.isArray(cbor) || cbor[0] !== version) {
        throw new CodecError('WRONG_SHAPE', `${inner.name}: expected version ${version}`);
      }
      return inner.from(cbor.slice(1));
    },
  };
}
