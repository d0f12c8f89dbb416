import { describe, expect, test } from 'vitest';
import { bandsOf } from './bands.ts';
import { processTimeline } from './process-timeline.ts';
import { pretendLakeTalks } from './rehearsal-process.ts';
import { rowsOf } from './rows-of.ts';
import { type Direction, stepBetween } from './step-between.ts';

const OPTIONS = { now: Date.parse('2031-12-01T12:00Z'), zone: 'UTC' };

test('what stands on a line is put into rows, so that none covers another', () => {
  const room = (from: number, until: number) => ({ from, until });
  expect(rowsOf([room(0, 5), room(3, 4), room(5, 6), room(6, 7)])).toEqual([0, 1, 0, 0]);
  expect(rowsOf([room(6, 9), room(0, 7), room(3, 4)])).toEqual([1, 0, 1]);
  expect(rowsOf([room(0, 5), { ...room(3, 9), isFirst: true }, room(9, 10)])).toEqual([1, 0, 0]);
  expect(rowsOf([])).toEqual([]);
});

describe('an arrow key', () => {
  const timeline = processTimeline(pretendLakeTalks(), OPTIONS);
  const bands = bandsOf(timeline);
  const walk = (from: string | undefined, ...directions: Direction[]) =>
    directions.reduce((key, direction) => stepBetween(timeline.items, bands, key, direction)?.key, from);

  test('leads along the band, and stays at its ends', () => {
    expect(walk('table/first-round', 'later', 'later')).toBe('table/second-round');
    expect(walk('table/first-round', 'earlier')).toBe('table/first-round');
    expect(walk('table/first-round', 'last', 'later')).toBe('table/causeway');
    expect(walk('table/causeway', 'first')).toBe('table/first-round');
  });

  test('leads to the nearest item of the next band that has any', () => {
    expect(walk('table/first-round', 'band below')).toBe('workshop/north-quay');
    expect(walk('workshop/north-quay', 'band below')).toBe('workshop/festival');
    expect(walk('workshop/festival', 'band above', 'band above')).toBe('table/gauge');
    expect(walk('table/gauge', 'band above', 'band above')).toBe('table/update');
  });

  test('leads through the whole story in the order of time', () => {
    const story: (string | undefined)[] = [timeline.items[0]?.key];
    while (story.length < timeline.items.length) story.push(walk(story.at(-1), 'after'));
    expect(story).toEqual(timeline.items.map(({ key }) => key));
    expect(walk(story.at(-1), 'after')).toBe(story.at(-1));
    expect(walk(story.at(-1), 'before')).toBe(story.at(-2));
  });

  test('begins somewhere where nothing is held, or what was held is gone', () => {
    expect(walk(undefined, 'later')).toBe('table/first-round');
    expect(walk('gone', 'last')).toBe('table/causeway');
    expect(stepBetween([], [], undefined, 'later')).toBeUndefined();
  });
});
