import { expect, test } from 'vitest';
import { chooseLockAfter, isToLock, lockAfter } from './lock-after.ts';

test('what was chosen is kept; anything else is the usual hour', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(lockAfter(storage)).toBe(60);
  chooseLockAfter(storage, 5);
  expect(lockAfter(storage)).toBe(5);
  chooseLockAfter(storage, 0);
  expect(lockAfter(storage)).toBe(0);
  chooseLockAfter(storage, 7);
  expect(lockAfter(storage)).toBe(60);
});

test.each([
  [5, 299_999, false],
  [5, 300_000, true],
  [0, 10_000_000, false],
])('after %d minutes, when %d ms have passed: %s', (minutes, now, locks) => {
  expect(isToLock({ minutes, touchedAt: 0, now })).toBe(locks);
});
