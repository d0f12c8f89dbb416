import { describe, expect, test } from 'vitest';
import { EMPTY, utf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/text-encodings.ts';
import { sha256 } from './sha256.ts';

describe('SHA-256', () => {
  test('FIPS 180-4 known answers', () => {
    expect(toHex(sha256(EMPTY))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('parts hash as their concatenation', () => {
    expect(sha256(utf8('a'), EMPTY, utf8('bc'))).toEqual(sha256(utf8('abc')));
    expect(sha256()).toEqual(sha256(EMPTY));
  });
});
