import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('gives a burst, then a rate, and says how long to wait', () => {
  const bucket = new TokenBucket(1_000, 500, 0);
  expect(bucket.take(500, 0)).toBe(0);
  expect(bucket.take(1, 0)).toBe(1);
  expect(bucket.take(100, 50)).toBe(50);
  expect(bucket.take(100, 100)).toBe(0);
  // What was refused was not taken, and a long silence fills no more than the burst.
  expect(bucket.take(501, 1_000_000)).toBe(1);
  expect(bucket.take(500, 1_000_000)).toBe(0);
});
