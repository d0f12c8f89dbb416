import { describe, expect, test } from 'vitest';
import { rowsInLane } from './lane-rows.ts';
import { processTimeline } from './process-timeline.ts';
import { pretendChannel, pretendLakeTalks } from './rehearsal-process.ts';
import { type Direction, stepBetween } from './step-between.ts';

const OPTIONS = { now: Date.parse('2031-12-01T12:00Z'), zone: 'UTC' };

test('items of a lane stand in rows, so that none covers another', () => {
  const { shown } = pretendChannel('table', 'official')
    .meeting('a', ['2031-03-01', '2031-03-05'])
    .meeting('b', ['2031-03-04', '2031-03-04'])
    .meeting('c', ['2031-03-06', '2031-03-06'])
    .meeting('d', ['2031-03-07', '2031-03-07']);
  const { items } = processTimeline([shown], OPTIONS);
  const rows = (daysMin: number) => items.map(({ key }) => rowsInLane(items, 'official', daysMin).get(key));
  expect(rows(0)).toEqual([0, 1, 0, 0]);
  expect(rows(3)).toEqual([0, 1, 0, 1]);
  expect(rowsInLane(items, 'unofficial', 0).size).toBe(0);
});

describe('an arrow key', () => {
  const timeline = processTimeline(pretendLakeTalks(), OPTIONS);
  const walk = (from: string | undefined, ...directions: Direction[]) =>
    directions.reduce((key, direction) => stepBetween(timeline, key, direction)?.key, from);

  test('leads along the lane, and stays at its ends', () => {
    expect(walk('table/first-round', 'later', 'later')).toBe('table/update');
    expect(walk('table/first-round', 'earlier')).toBe('table/first-round');
    expect(walk('table/first-round', 'last', 'later')).toBe('table/causeway');
  });

  test('leads to the nearest item of the next lane that has any', () => {
    expect(walk('table/gauge', 'lane below')).toBe('workshop/aground');
    expect(walk('workshop/festival', 'lane above')).toBe('table/gauge');
    expect(walk('table/gauge', 'lane above')).toBe('table/gauge');
  });

  test('begins somewhere where nothing is held, or what was held is gone', () => {
    expect(walk(undefined, 'later')).toBe('table/first-round');
    expect(walk('gone', 'last')).toBe('table/causeway');
    expect(stepBetween({ items: [], lanes: [] }, undefined, 'later')).toBeUndefined();
  });
});
