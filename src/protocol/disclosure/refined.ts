import type { Codec } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';

/** A codec with a rule across its fields. `broken` names what is wrong with a value, or gives `undefined`. */
export function refined<T>(inner: Codec<T>, broken: (value: T) => string | undefined): Codec<T> {
  return {
    name: inner.name,
    to: (value) => inner.to(value),
    from(cbor) {
      const value = inner.from(cbor);
      const what = broken(value);
      if (what !== undefined) throw new CodecError('WRONG_SHAPE', `${inner.name}: ${what}`);
      return value;
    },
  };
}

/** Whether the texts are all different. */
export function areDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
