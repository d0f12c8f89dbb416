import { expect, test } from 'vitest';
import { isWordAt, placesToAsk } from './asked-back.ts';

test('two different words are asked for, in their order, and every one may be', () => {
  const asked = new Set<number>();
  for (let a = 0; a < 24; a += 1) {
    for (let b = 0; b < 24; b += 1) {
      const [first, second] = placesToAsk(() => Uint8Array.of(a, b));
      expect(first).toBeLessThan(second);
      expect(first).toBeGreaterThanOrEqual(1);
      expect(second).toBeLessThanOrEqual(12);
      asked.add(first).add(second);
    }
  }
  expect(asked.size).toBe(12);
});

test('a word is right however it is typed, and at its own place alone', () => {
  expect(isWordAt('lake ferry island', 2, ' Ferry ')).toBe(true);
  expect(isWordAt('lake ferry island', 1, 'ferry')).toBe(false);
  expect(isWordAt('lake ferry island', 4, '')).toBe(false);
});
