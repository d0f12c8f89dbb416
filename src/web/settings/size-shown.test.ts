import { expect, test } from 'vitest';
import { sizeShown } from './size-shown.ts';

test.each([
  [0, '0 kB'],
  [340_400, '340 kB'],
  [1_240_000, '1.2 MB'],
  [35_000_000, '35 MB'],
  [2_500_000_000_000, '2,500 GB'],
])('%d bytes are %s', (bytes, shown) => {
  expect(sizeShown(bytes, 'en-GB')).toBe(shown);
});
