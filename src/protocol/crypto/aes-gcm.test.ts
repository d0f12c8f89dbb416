import { describe, expect, test } from 'vitest';
import { EMPTY } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { open, seal } from './aes-gcm.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;

// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16.
const KEY = hex('feffe9928665731c6d6a8f9467308308'.repeat(2));
const NONCE = hex('cafebabefacedbaddecaf888');
const AAD = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
const PLAINTEXT = hex(
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
    '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
);
const SEALED = hex(
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
    '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
);

describe('AES-256-GCM', () => {
  test('known answer, both ways', async () => {
    expect(toHex(await seal(KEY, NONCE, AAD, PLAINTEXT))).toBe(toHex(SEALED));
    expect(await open(KEY, NONCE, AAD, SEALED)).toEqual(PLAINTEXT);
  });

  test('known answer for nothing at all (test case 13)', async () => {
    const tag = await seal(new Uint8Array(32), new Uint8Array(12), EMPTY, EMPTY);
    expect(toHex(tag)).toBe('530f8afbc74536b9a963b4f1c4cb738b');
    expect(await open(new Uint8Array(32), new Uint8Array(12), EMPTY, tag)).toEqual(EMPTY);
  });

  test('one changed bit anywhere is refused', async () => {
    const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    for (let at = 0; at < SEALED.length; at++) {
      expect(await open(KEY, NONCE, AAD, flipped(SEALED, at))).toBeUndefined();
    }
    expect(await open(flipped(KEY, 0), NONCE, AAD, SEALED)).toBeUndefined();
    expect(await open(KEY, flipped(NONCE, 11), AAD, SEALED)).toBeUndefined();
    expect(await open(KEY, NONCE, flipped(AAD, 3), SEALED)).toBeUndefined();
  });

  test('every truncation is refused', async () => {
    for (let length = 0; length < SEALED.length; length++) {
      expect(await open(KEY, NONCE, AAD, SEALED.subarray(0, length))).toBeUndefined();
    }
  });

  test('a key or nonce of another length is a fault', async () => {
    await expect(seal(KEY.subarray(1), NONCE, AAD, PLAINTEXT)).rejects.toThrow(RangeError);
    await expect(open(KEY, NONCE.subarray(1), AAD, SEALED)).rejects.toThrow(RangeError);
  });
});
