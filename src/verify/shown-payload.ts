import { type CborValue, type Codec, decode } from '../protocol/codec/codec.ts';
import { CodecError } from '../protocol/codec/codec-error.ts';
import { uint } from '../protocol/codec/shapes.ts';
import { PAYLOAD_BYTES_MAX } from '../protocol/disclosure/limits.ts';

/**
 * An opened entry without knowledge of its kind: the texts in it, in their order.
 *
 * A verifier knows no kinds of entry, so that it need not change with them. Numbers, dates and choices of the entry
 * are counted, not interpreted: what is shown may be less than what was said, never more.
 */
export type ShownPayload =
  | {
      readonly kind: 'texts';
      readonly entryKind: number;
      readonly entryVersion: number;
      readonly texts: readonly string[];
      readonly otherFields: number;
    }
  | { readonly kind: 'unreadable'; readonly bytes: number };

// Control characters could rewrite a terminal; bidirectional embeddings could make a text read as another.
const NOT_SHOWN = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

/** No kind of entry nests deeper. */
const DEPTH_MAX = 16;

const anyCbor: Codec<CborValue> = { name: 'content', to: (value) => value, from: (cbor) => anyValue(cbor, DEPTH_MAX) };
const number = uint('number');

const payloadCodec: Codec<{ entryKind: number; entryVersion: number; content: CborValue }> = {
  name: 'payload',
  to: ({ entryKind, entryVersion, content }) => [entryKind, entryVersion, content],
  from(cbor) {
    if (!Array.isArray(cbor) || cbor.length !== 3) throw new CodecError('WRONG_SHAPE', 'payload: expected 3 fields');
    return { entryKind: number.from(cbor[0]), entryVersion: number.from(cbor[1]), content: anyCbor.from(cbor[2]) };
  },
};

export function showPayload(payload: Uint8Array): ShownPayload {
  try {
    const { entryKind, entryVersion, content } = decode(payloadCodec, payload, PAYLOAD_BYTES_MAX);
    const leaves = leavesOf(content);
    const texts = leaves.filter((leaf) => typeof leaf === 'string').map(harmless);
    return { kind: 'texts', entryKind, entryVersion, texts, otherFields: leaves.length - texts.length };
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return { kind: 'unreadable', bytes: payload.length };
  }
}

/** A text that steers no terminal, and stands in the order in which it was written: what could do either becomes U+FFFD. */
function harmless(text: string): string {
  return text.replace(NOT_SHOWN, '\ufffd');
}

function leavesOf(value: CborValue): readonly CborValue[] {
  return Array.isArray(value) ? value.flatMap(leavesOf) : value === null ? [] : [value];
}

function anyValue(cbor: unknown, depth: number): CborValue {
  if (depth === 0) throw new CodecError('OUT_OF_BOUNDS', 'content: too deep');
  if (Array.isArray(cbor)) return cbor.map((each) => anyValue(each, depth - 1));
  const isLeaf = cbor === null || typeof cbor === 'boolean' || typeof cbor === 'string' || cbor instanceof Uint8Array;
  if (isLeaf || (typeof cbor === 'number' && Number.isSafeInteger(cbor))) return cbor as CborValue;
  throw new CodecError('WRONG_SHAPE', 'content: outside our CBOR');
}
