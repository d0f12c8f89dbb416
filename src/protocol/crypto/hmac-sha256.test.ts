import { expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/text-encodings.ts';
import { hmacSha256 } from './hmac-sha256.ts';

test('RFC 4231, test case 2', () => {
  expect(toHex(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
