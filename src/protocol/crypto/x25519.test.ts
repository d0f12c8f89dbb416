import { describe, expect, test } from 'vitest';
import { EMPTY } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { keyPair, publicKey, sharedSecret } from './x25519.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;

// RFC 7748, section 6.1.
const ALICE = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
const BOB = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
const ALICE_PUBLIC = '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a';
const BOB_PUBLIC = 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f';
const SHARED = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';

describe('X25519', () => {
  test('RFC 7748 known answers: both sides agree', async () => {
    expect(toHex(await publicKey(ALICE))).toBe(ALICE_PUBLIC);
    expect(toHex((await keyPair(BOB)).publicKey)).toBe(BOB_PUBLIC);
    expect(toHex((await sharedSecret(ALICE, hex(BOB_PUBLIC))) ?? EMPTY)).toBe(SHARED);
    expect(toHex((await sharedSecret(BOB, hex(ALICE_PUBLIC))) ?? EMPTY)).toBe(SHARED);
  });

  test.each([
    [
      'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
      'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    ],
    [
      '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
      'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
      '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
    ],
  ])('RFC 7748, section 5.2: scalar %s', async (scalar, u, out) => {
    expect(toHex((await sharedSecret(hex(scalar), hex(u))) ?? EMPTY)).toBe(out);
  });

  test.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('a key of small order is refused: %s', async (key) => {
    expect(await sharedSecret(ALICE, hex(key))).toBeUndefined();
  });

  test('a key of another length is refused, a secret of another length is a fault', async () => {
    expect(await sharedSecret(ALICE, new Uint8Array(31).fill(9))).toBeUndefined();
    await expect(sharedSecret(new Uint8Array(33), hex(BOB_PUBLIC))).rejects.toThrow(RangeError);
  });
});
