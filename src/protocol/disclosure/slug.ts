import type { Codec } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { text } from '../codec/shapes.ts';
import { SLUG_BYTES_MAX } from './limits.ts';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The name of a public space in its address. */
export function slugText(name: string): Codec<string> {
  const inner = text(name, { maxBytes: SLUG_BYTES_MAX });
  return {
    name,
    to: (value) => value,
    from(cbor) {
      const slug = inner.from(cbor);
      if (!SLUG.test(slug)) throw new CodecError('WRONG_SHAPE', `${name}: expected a slug`);
      return slug;
    },
  };
}
