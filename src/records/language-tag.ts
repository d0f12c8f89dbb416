import type { Codec } from '../protocol/codec/codec.ts';
import { CodecError } from '../protocol/codec/codec-error.ts';
import { text } from '../protocol/codec/shapes.ts';
import { isLanguage } from '../protocol/disclosure/disclosure.ts';
import { LANGUAGE_BYTES_MAX } from '../protocol/disclosure/limits.ts';

/** A BCP 47 tag in its customary case (`uk`, `zh-Hant`), as in a communiqué. `und` where the author did not say. */
export function languageTag(name: string): Codec<string> {
  const inner = text(name, { minBytes: 2, maxBytes: LANGUAGE_BYTES_MAX });
  return {
    name,
    to: (value) => value,
    from(cbor) {
      const tag = inner.from(cbor);
      if (!isLanguage(tag)) throw new CodecError('WRONG_SHAPE', `${name}: expected a language tag`);
      return tag;
    },
  };
}
