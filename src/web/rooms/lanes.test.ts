import { expect, test } from 'vitest';
import type { RoomSummary } from '../engine/overview.ts';
import { lanesOf, pairOf } from './lanes.ts';

const room = (channel: string, track: RoomSummary['track'], lastWordsAt: number | null = null, seats = 1) =>
  ({ channel, track, lastWordsAt, seats }) as RoomSummary;

test('rooms stand by track, and both tracks are there even where one is empty', () => {
  const lanes = lanesOf([room('table', 'unofficial'), room('caucus', 'track 1.5')]);
  expect(lanes.map(({ track, rooms }) => [track, rooms.map(({ channel }) => channel)])).toEqual([
    ['official', []],
    ['track 1.5', ['caucus']],
    ['unofficial', ['table']],
  ]);
  expect(lanesOf([room('plenary', 'official')]).map(({ track }) => track)).toEqual(['official', 'unofficial']);
});

test('side by side stand an official room and an unofficial one, those spoken in last', () => {
  const rooms = [
    room('old plenary', 'official', 1),
    room('plenary', 'official', 5),
    room('caucus', 'track 1.5', 9),
    room('table', 'unofficial', 3),
  ];
  expect(pairOf(rooms)?.map(({ channel }) => channel)).toEqual(['plenary', 'table']);
  expect(pairOf(rooms.slice(0, 3))?.map(({ channel }) => channel)).toEqual(['plenary', 'caucus']);
  expect(pairOf(rooms.slice(2, 3))).toBeUndefined();
});

test('before anything was said, the room that others sit in stands there rather than the secretariat’s own', () => {
  const rooms = [
    room('office', 'official'),
    room('plenary', 'official', null, 3),
    room('table', 'unofficial', null, 3),
  ];
  expect(pairOf(rooms)?.map(({ channel }) => channel)).toEqual(['plenary', 'table']);
});
