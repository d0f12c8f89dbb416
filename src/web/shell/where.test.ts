import { expect, test } from 'vitest';
import { lineState } from './where.ts';

const live = { hasLeft: false, session: { kind: 'live' } } as const;
const offline = { hasLeft: false, session: { kind: 'offline', why: 'the line is silent' } } as const;
const reading = { hasLeft: false, session: { kind: 'catching-up', read: 100, of: 5_000 } } as const;

test('one lost line is said; a room that was left has none', () => {
  expect(lineState([live, offline])).toEqual({ kind: 'offline' });
  expect(lineState([live, { ...offline, hasLeft: true }])).toEqual({ kind: 'fine' });
});

test('a device that is let in nowhere is told so; one room that refuses it says so itself', () => {
  const refused = { hasLeft: false, session: { kind: 'refused', code: 'LOGIN_REFUSED' } } as const;
  expect(lineState([refused, refused])).toEqual({ kind: 'refused' });
  expect(lineState([refused, live])).toEqual({ kind: 'fine' });
  expect(lineState([])).toEqual({ kind: 'fine' });
});

test('what is still to be read is added up, and not said where it is little', () => {
  expect(lineState([live, reading, reading])).toEqual({ kind: 'catching-up', read: 200, of: 10_000 });
  expect(lineState([{ hasLeft: false, session: { kind: 'catching-up', read: 0, of: 20 } }])).toEqual({ kind: 'fine' });
});
