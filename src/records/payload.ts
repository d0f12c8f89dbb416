import { type CborValue, type Codec, decode, encode } from '../protocol/codec/codec.ts';
import { CodecError } from '../protocol/codec/codec-error.ts';
import { PAYLOAD_BYTES_MAX } from '../protocol/entry/limits.ts';
import { NESTING_MAX } from './limits.ts';
import { type ContentOf, type EntryContent, type KindName, kindByName, kindByTag } from './registry.ts';

/** A tag, or a version of a known tag, that a newer Pourparler writes. It is shown as that and stops nothing. */
export interface UnknownKind {
  readonly kind: 'unknown-kind';
  readonly tag: number;
  readonly version: number;
}

/** Canonical `[tag, version, content]`: what the commitment is over. `[COMMIT-1]` */
export function encodePayload<Name extends KindName>(kind: Name, content: ContentOf<Name>): Uint8Array {
  const bytes = encode(payload, { kind, content } as EntryContent);
  if (bytes.length > PAYLOAD_BYTES_MAX) {
    throw new CodecError('OUT_OF_BOUNDS', `payload: ${bytes.length} bytes, at most ${PAYLOAD_BYTES_MAX}`);
  }
  return bytes;
}

/** Throws a {@link CodecError} on bytes that no version would write. */
export function decodePayload(bytes: Uint8Array): EntryContent | UnknownKind {
  const read = decode(payload, bytes, PAYLOAD_BYTES_MAX);
  return read.kind === 'unknown-kind' ? { kind: read.kind, tag: read.tag, version: read.version } : read;
}

type Payload = EntryContent | (UnknownKind & { readonly content: CborValue });

const payload: Codec<Payload> = {
  name: 'payload',
  to(value) {
    if (value.kind === 'unknown-kind') return [value.tag, value.version, value.content];
    const kind = kindByName(value.kind);
    return [kind.tag, kind.versions, kind.codec.to(value.content)];
  },
  from(cbor) {
    if (!Array.isArray(cbor) || cbor.length !== 3) throw new CodecError('WRONG_SHAPE', 'payload: expected 3 fields');
    const [tag, version, content] = cbor as [unknown, unknown, unknown];
    if (!isCount(tag) || !isCount(version))
      throw new CodecError('WRONG_SHAPE', 'payload: expected a tag and a version');
    const kind = kindByTag(tag);
    if (kind === undefined || version !== kind.versions) {
      checkSubset(content, 0);
      return { kind: 'unknown-kind', tag, version, content };
    }
    return { kind: kind.kind, content: kind.codec.from(content) } as EntryContent;
  },
};

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}

/** `[CODEC-1]` holds for what newer versions write too: arrays, whole numbers, text, bytes, true, false, null. */
function checkSubset(value: unknown, depth: number): asserts value is CborValue {
  if (depth > NESTING_MAX) throw new CodecError('OUT_OF_BOUNDS', `payload: nested more than ${NESTING_MAX} deep`);
  if (Array.isArray(value)) {
    for (const each of value) checkSubset(each, depth + 1);
    return;
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (value instanceof Uint8Array || (typeof value === 'number' && Number.isSafeInteger(value))) return;
  throw new CodecError('WRONG_SHAPE', 'payload: outside the subset of CBOR that entries are made of');
}
