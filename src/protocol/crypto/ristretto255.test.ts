import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import {
  GENERATOR,
  hashToScalar,
  IDENTITY,
  minus,
  multiplyPublic,
  multiplySecret,
  plus,
  randomScalar,
  readElement,
  readScalar,
  type Scalar,
  scalarBytes,
  sum,
  times,
} from './ristretto255.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;
const scalar = (value: number) => BigInt(value) as Scalar;

/** RFC 9496, appendix A.1: the generator times 1 to 4. */
const MULTIPLES = [
  'e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76',
  '6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919',
  '94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259',
  'da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57',
];

/** RFC 9496, appendix A.2: one of each kind. */
const BAD_ENCODINGS = {
  'a field element above the modulus': '00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'the modulus itself': 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'a negative field element': '0100000000000000000000000000000000000000000000000000000000000000',
  'no square': '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371',
  'a negative product': '3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e',
  'y of zero': 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'the identity': '00'.repeat(32),
  '31 bytes': 'e2'.repeat(31),
};

const ORDER = 'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010';

describe('[AND-2] elements and scalars', () => {
  test.each(MULTIPLES.map((bytes, at) => [at + 1, bytes] as const))('%i times the generator', (factor, bytes) => {
    expect(toHex(multiplySecret(GENERATOR, scalar(factor)).toBytes())).toBe(bytes);
    expect(toHex(multiplyPublic(GENERATOR, scalar(factor)).toBytes())).toBe(bytes);
    expect(readElement(hex(bytes))?.equals(multiplySecret(GENERATOR, scalar(factor)))).toBe(true);
  });

  test.each(Object.entries(BAD_ENCODINGS))('%s is no element', (_, bytes) => {
    expect(readElement(hex(bytes))).toBeUndefined();
  });

  test('a scalar is below the order', () => {
    expect(readScalar(hex(ORDER))).toBeUndefined();
    const largest = readScalar(hex(`ec${ORDER.slice(2)}`)) as Scalar;
    expect(plus(largest, scalar(1))).toBe(0n);
    expect(minus(scalar(0), scalar(1))).toBe(largest);
    expect(times(largest, largest)).toBe(1n);
    expect(toHex(scalarBytes(largest))).toBe(`ec${ORDER.slice(2)}`);
    expect(readScalar(new Uint8Array(31))).toBeUndefined();
    expect(readScalar(new Uint8Array(32).fill(255))).toBeUndefined();
  });

  test('a random scalar is 64 bytes modulo the order, never zero, and leaves no trace of them', () => {
    const wide = new Uint8Array(64);
    wide.set(hex(ORDER));
    wide[0] = (wide[0] as number) + 5;
    expect(randomScalar(() => wide)).toBe(5n);
    expect(wide).toEqual(new Uint8Array(64));
    expect(() => randomScalar((length) => new Uint8Array(length))).toThrow(RangeError);
  });

  test('a sum of nothing is the identity', () => {
    expect(sum([]).equals(IDENTITY)).toBe(true);
    expect(sum([GENERATOR, GENERATOR, GENERATOR.negate()]).equals(GENERATOR)).toBe(true);
  });

  test('hashing to a scalar is that of RFC 9497', () => {
    // OPRF(ristretto255, SHA-512), appendix A.1.1: DeriveKeyPair is HashToScalar with its own separation tag.
    const seed = 'a3'.repeat(32);
    const info = toHex(new TextEncoder().encode('test key'));
    const tag = new TextEncoder().encode('DeriveKeyPairOPRFV1-\0-ristretto255-SHA512');
    const derived = hashToScalar(tag, hex(`${seed}0008${info}00`));
    expect(toHex(scalarBytes(derived))).toBe('5ebcea5ee37023ccb9fc2d2019f9d7737be85591ae8652ffa9ef0f4d37063b0e');
  });
});
