import { expect, test } from 'vitest';
import type { Overview } from '../engine/overview.ts';
import { canWaitAgain, roomOf, whyFailed } from './guests.ts';

const room = { channel: 'c1', hasLeft: false };
const overview = { processes: [{ rooms: [room, { channel: 'c2', hasLeft: true }] }] } as unknown as Overview;

test('the room is found once there is a seat in it, and not where the seat has ended', () => {
  expect(roomOf(overview, 'c1')).toBe(room);
  expect(roomOf(overview, 'c2')).toBeUndefined();
  expect(roomOf(overview, 'c3')).toBeUndefined();
});

test('who was declined does not wait again; who lost the line can', () => {
  expect(canWaitAgain({ state: { kind: 'failed', code: 'KNOCK_DISMISSED' } })).toBe(false);
  expect(canWaitAgain({ state: { kind: 'failed', code: 'RATE_LIMITED' } })).toBe(true);
  expect(canWaitAgain({ state: { kind: 'waiting' } })).toBe(false);
});

test('the first table that knows the code gives the sentence', () => {
  const tables = [{ A: () => 'one' }, { A: () => 'two', B: () => 'three' }];
  expect(whyFailed('A', tables)).toBe('one');
  expect(whyFailed('B', tables)).toBe('three');
  expect(whyFailed('C', tables)).toBeUndefined();
});
