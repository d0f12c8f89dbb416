import { expect, test } from 'vitest';
import { calendarUid } from './calendar-uid.ts';

const [CHANNEL, ENTRY] = ['c1'.repeat(16), 'e1'.repeat(16)];

test('a meeting has one name in all the calendar files of a person', () => {
  expect(calendarUid('legal winner', CHANNEL, ENTRY)).toBe(calendarUid('legal winner', CHANNEL, ENTRY));
  expect(calendarUid('legal winner', CHANNEL, ENTRY)).toMatch(/^[0-9a-f]{32}$/);
});

test('that name has nothing in common with other people’s, nor with the entry’s id', () => {
  const uids = [
    calendarUid('legal winner', CHANNEL, ENTRY),
    calendarUid('letter advice', CHANNEL, ENTRY),
    calendarUid('legal winner', CHANNEL, 'e2'.repeat(16)),
    calendarUid('legal winner', 'c2'.repeat(16), ENTRY),
  ];
  expect(new Set(uids).size).toBe(4);
  expect(uids.join()).not.toContain(ENTRY);
});
