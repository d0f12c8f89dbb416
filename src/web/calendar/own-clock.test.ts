import { expect, test } from 'vitest';
import { ownClock } from './own-clock.ts';

test('one’s own clock is held against the wall’s, wherever this machine stands', () => {
  const instant = new Date(2026, 11, 4, 10, 0).getTime();
  expect(ownClock({ local: '2026-12-04T10:00', instant })).toBe('same');
  expect(ownClock({ local: '2026-12-04T13:00', instant })).toBe('other hour');
  expect(ownClock({ local: '2026-12-05T01:00', instant })).toBe('other day');
  expect(ownClock({ local: '2026-11-04T10:00', instant })).toBe('other day');
});
