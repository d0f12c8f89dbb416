import { expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/text-encodings.ts';
import { scrypt } from './scrypt.ts';

test('RFC 7914, section 12: the vector with N = 16384, r = 8, p = 1', async () => {
  const derived = await scrypt(utf8('pleaseletmein'), utf8('SodiumChloride'), { costLog2: 14, length: 64 });
  expect(toHex(derived)).toBe(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
      'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
  );
});
