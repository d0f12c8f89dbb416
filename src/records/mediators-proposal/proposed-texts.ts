import { type Decoded, encode } from '../../protocol/codec/codec.ts';
import { list, struct, text } from '../../protocol/codec/shapes.ts';
import { TEXTS_MAX } from '../../protocol/disclosure/limits.ts';
import { languageTag } from '../language-tag.ts';
import { PROPOSED_TEXT_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';

const textCodec = struct('proposed text', {
  language: languageTag('language'),
  title: text('title', { maxBytes: TITLE_BYTES_MAX }),
  text: text('text', { minBytes: 1, maxBytes: PROPOSED_TEXT_BYTES_MAX }),
});

/** One text, in each language that it is put in. */
export const proposedTextsCodec = list('texts', textCodec, { min: 1, max: TEXTS_MAX });
export type ProposedTexts = Decoded<typeof proposedTextsCodec>;

/** To the byte, all languages together: what an answer is an answer to. */
export function proposedTextBytes(texts: ProposedTexts): Uint8Array {
  return encode(proposedTextsCodec, texts);
}
