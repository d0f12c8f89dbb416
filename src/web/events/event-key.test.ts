import { expect, test } from 'vitest';
import { pretendChannel } from '../process/rehearsal-process.ts';
import { eventKey, notedKeys } from './event-key.ts';

test('an event that stands in a room is known again; one that was withdrawn is not', () => {
  const { shown } = pretendChannel('table', 'official')
    .outside('a', '2031-09-14', { title: 'Élection' })
    .outside('b', '2031-09-15', { title: '', on: null });
  const known = notedKeys(shown.outsideEvents);
  expect(known.size).toBe(1);
  expect(known.has(eventKey({ title: ' e\u0301lection ', on: '2031-09-14' }))).toBe(true);
  expect(known.has(eventKey({ title: 'Élection', on: '2031-09-15' }))).toBe(false);
  expect(notedKeys(undefined).size).toBe(0);
});
