import { describe, expect, test } from 'vitest';
import { PADDED_BYTES_MAX } from '../entry/limits.ts';
import { pad, paddedLength, unpad } from './padding.ts';

describe('padding', () => {
  test.each([
    [0, 512],
    [508, 512],
    [509, 1_024],
    [600, 1_024],
    [65_532, 65_536],
    [65_533, 131_072],
    [131_068, 131_072],
    [131_069, 196_608],
    [1_048_572, 1_048_576],
  ])('%i bytes pad to %i, and come back', (length, padded) => {
    expect(paddedLength(length)).toBe(padded);
    const bytes = new Uint8Array(length).fill(7);
    expect(pad(bytes).length).toBe(padded);
    expect(unpad(pad(bytes))).toEqual(bytes);
  });

  test('past the largest class there is none', () => {
    expect(() => pad(new Uint8Array(PADDED_BYTES_MAX - 3))).toThrow(expect.objectContaining({ code: 'BODY_SIZE' }));
    expect(unpad(new Uint8Array(PADDED_BYTES_MAX + 65_536))).toBeUndefined();
  });

  test('[SEAL-3] padding that is not zero is refused, wherever it is', () => {
    const padded = pad(new Uint8Array(100).fill(7));
    for (let at = 104; at < padded.length; at++) expect(unpad(padded.with(at, 1))).toBeUndefined();
  });

  test('[SEAL-3] another class than the smallest that fits is refused', () => {
    const roomy = new Uint8Array(1_024);
    roomy.set(pad(new Uint8Array(100)));
    expect(unpad(roomy)).toBeUndefined();
    expect(unpad(pad(new Uint8Array(100)).subarray(0, 511))).toBeUndefined();
  });

  test('a length past the end, and bytes too few to have one, are refused', () => {
    expect(unpad(new Uint8Array(512).fill(0xff, 0, 4))).toBeUndefined();
    expect(unpad(new Uint8Array(512).with(2, 2))).toBeUndefined();
    expect(unpad(new Uint8Array(3))).toBeUndefined();
  });

  test('works on a view into a larger buffer', () => {
    const inside = new Uint8Array(600);
    inside.set(pad(Uint8Array.of(1, 2, 3)), 11);
    expect(unpad(inside.subarray(11, 523))).toEqual(Uint8Array.of(1, 2, 3));
  });
});
