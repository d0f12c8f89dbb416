import type { Codec } from '../protocol/codec/codec.ts';
import { CodecError } from '../protocol/codec/codec-error.ts';
import { text } from '../protocol/codec/shapes.ts';
import { LANGUAGE_BYTES_MAX } from './limits.ts';

const TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** A BCP 47 tag such as `uk` or `zh-Hant`, by its form only. `und` where the author did not say. */
export function languageTag(name: string): Codec<string> {
  const inner = text(name, { maxBytes: LANGUAGE_BYTES_MAX });
  return {
    name,
    to: (value) => value,
    from(cbor) {
      const tag = inner.from(cbor);
      if (!TAG.test(tag)) throw new CodecError('WRONG_SHAPE', `${name}: expected a language tag`);
      return tag;
    },
  };
}
