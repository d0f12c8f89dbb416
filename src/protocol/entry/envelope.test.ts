import { describe, expect, test } from 'vitest';
import type { ChannelId, Commitment, EntryId, Epoch } from '../../base/ids.ts';
import { decodeEnvelope, type Envelope, encodeEnvelope } from './envelope.ts';
import { headerBytes } from './header.ts';
import { CIPHERTEXT_BYTES_MAX, CIPHERTEXT_BYTES_MIN, ENTRY_BYTES_MAX, HEADER_BYTES_MAX } from './limits.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;

function example(change: Partial<Envelope> = {}): Envelope {
  const header = {
    channel: filled<ChannelId>(16, 1),
    epoch: 3 as Epoch,
    entry: filled<EntryId>(16, 2),
    commitment: filled<Commitment>(32, 3),
  };
  const ciphertext = filled(CIPHERTEXT_BYTES_MIN, 6);
  return { kind: 'entry', header, nonce: filled(32, 4), keyCommitment: filled(32, 5), ciphertext, ...change };
}

describe('an entry in the record', () => {
  test('comes back as it was', () => {
    expect(decodeEnvelope(encodeEnvelope(example()))).toEqual(example());
  });

  test('the largest entry is exactly at the limit', () => {
    const longest = { ...example().header, epoch: Number.MAX_SAFE_INTEGER as Epoch };
    const largest = example({ header: longest, ciphertext: filled(CIPHERTEXT_BYTES_MAX, 6) });
    expect(headerBytes(longest).length).toBe(HEADER_BYTES_MAX);
    expect(encodeEnvelope(largest).length).toBe(ENTRY_BYTES_MAX);
    expect(decodeEnvelope(encodeEnvelope(largest)).ciphertext.length).toBe(CIPHERTEXT_BYTES_MAX);
  });

  test('[CODEC-2] a byte more, or a body smaller than the smallest class, is refused', () => {
    const refused = expect.objectContaining({ code: 'OUT_OF_BOUNDS' });
    expect(() => decodeEnvelope(new Uint8Array(ENTRY_BYTES_MAX + 1))).toThrow(refused);
    expect(() => encodeEnvelope(example({ ciphertext: filled(CIPHERTEXT_BYTES_MAX + 1, 6) }))).toThrow(refused);
    expect(() => encodeEnvelope(example({ ciphertext: filled(CIPHERTEXT_BYTES_MIN - 1, 6) }))).toThrow(refused);
  });

  test('[CODEC-1] another version, another kind of item and trailing bytes are refused', () => {
    const item = encodeEnvelope(example());
    const changed = (at: number, byte: number) => item.map((old, index) => (index === at ? byte : old));
    const refusal = (code: string) => expect.objectContaining({ code });
    // 82 01 84 85 01 …: the tag is the second byte, the header's version the fifth.
    expect(() => decodeEnvelope(changed(4, 3))).toThrow(refusal('WRONG_SHAPE'));
    expect(() => decodeEnvelope(changed(1, 2))).toThrow(refusal('WRONG_SHAPE'));
    expect(() => decodeEnvelope(Uint8Array.of(...item, 0))).toThrow(refusal('MALFORMED'));
  });
});
