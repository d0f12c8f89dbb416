import { describe, expect, test } from 'vitest';
import { concat, EMPTY } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { keyPair, publicKey, sign, verify } from './ed25519.ts';
import { isSoundPoint } from './ed25519-point.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;

// RFC 8032, section 7.1, tests 1 to 3.
const KNOWN = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

// The encodings of points of small order, in every spelling; with R = A = identity and S = 0 any message would verify.
const SMALL_ORDER = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
];

describe('Ed25519', () => {
  test.each(KNOWN)('RFC 8032 known answer for message "$message"', async (known) => {
    const seed = hex(known.seed);
    expect(toHex(await publicKey(seed))).toBe(known.publicKey);
    expect(toHex((await keyPair(seed)).publicKey)).toBe(known.publicKey);
    expect(toHex(await sign(seed, hex(known.message)))).toBe(known.signature);
    expect(await verify(hex(known.publicKey), hex(known.signature), hex(known.message))).toBe(true);
  });

  test('another message, key or signature is refused', async () => {
    const [one, two] = KNOWN as [(typeof KNOWN)[number], (typeof KNOWN)[number]];
    expect(await verify(hex(one.publicKey), hex(one.signature), hex('00'))).toBe(false);
    expect(await verify(hex(two.publicKey), hex(one.signature), EMPTY)).toBe(false);
    for (let at = 0; at < 64; at++) {
      const altered = hex(one.signature).map((byte, i) => (i === at ? byte ^ 0x10 : byte));
      expect(await verify(hex(one.publicKey), altered, EMPTY)).toBe(false);
    }
  });

  test('s + L is refused: a signature has one spelling', async () => {
    const [known] = KNOWN as [(typeof KNOWN)[number]];
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const signature = hex(known.signature);
    let s = signature.subarray(32).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) + order;
    const second = new Uint8Array(32);
    for (let i = 0; i < 32; i++, s >>= 8n) second[i] = Number(s & 0xffn);
    expect(await verify(hex(known.publicKey), concat(signature.subarray(0, 32), second), EMPTY)).toBe(false);
  });

  test('points of small order, or with y past the prime, are unsound whatever the platform thinks of them', () => {
    expect(SMALL_ORDER.map(hex).filter(isSoundPoint)).toEqual([]);
    const past = (last: string) => hex(`f0${'ff'.repeat(30)}${last}`);
    expect([past('7f'), past('ff'), new Uint8Array(31), new Uint8Array(33)].filter(isSoundPoint)).toEqual([]);
    const sound = [...KNOWN.map((known) => hex(known.publicKey)), hex(`eb${'ff'.repeat(30)}7f`), past('7e')];
    expect(sound.every(isSoundPoint)).toBe(true);
  });

  test('keys of small order sign nothing', async () => {
    for (const key of SMALL_ORDER.map(hex)) {
      for (const r of SMALL_ORDER.map(hex)) {
        expect(await verify(key, concat(r, new Uint8Array(32)), EMPTY)).toBe(false);
      }
    }
  });

  test('never throws on what is no key or no signature', async () => {
    const junk = [
      EMPTY,
      new Uint8Array(31),
      new Uint8Array(33),
      new Uint8Array(32).fill(0xff),
      hex('02'.padEnd(64, '0')),
    ];
    for (const key of junk) expect(await verify(key, new Uint8Array(64).fill(2), EMPTY)).toBe(false);
    for (const length of [0, 63, 65]) {
      expect(await verify(hex(KNOWN[0]?.publicKey ?? ''), new Uint8Array(length), EMPTY)).toBe(false);
    }
  });

  test('a seed of another length is a fault', async () => {
    await expect(sign(new Uint8Array(31), EMPTY)).rejects.toThrow(RangeError);
  });
});
