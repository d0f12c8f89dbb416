import { expect, test } from 'vitest';
import { EMPTY } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { hkdf } from './hkdf.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;
const IKM = new Uint8Array(22).fill(0x0b);

test('RFC 5869, appendix A.1', () => {
  const okm = hkdf(IKM, hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42);
  expect(toHex(okm)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
});

test('RFC 5869, appendix A.3: no salt, no info', () => {
  const okm = hkdf(IKM, EMPTY, EMPTY, 42);
  expect(toHex(okm)).toBe('8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8');
});
