import { expect, test } from 'vitest';
import { CodecError } from '../codec/codec-error.ts';
import { itemKind } from '../handshake/item-kind.ts';
import { decodeShredded, encodeShredded, SHREDDED_BYTES } from './shredded.ts';

const leafHash = new Uint8Array(32).fill(7);

test('[RECORD-6] what is left of an entry is its leaf hash and nothing else', () => {
  const item = encodeShredded(leafHash);
  expect(item.length).toBe(SHREDDED_BYTES);
  expect(itemKind(item)).toBe('shredded');
  expect(decodeShredded(item)).toEqual({ kind: 'shredded', leafHash });
});

test('another length or shape is refused', () => {
  for (const bytes of [new Uint8Array(0), encodeShredded(leafHash).slice(0, -1), encodeShredded(leafHash).with(1, 4)]) {
    expect(() => decodeShredded(bytes)).toThrow(CodecError);
  }
});
