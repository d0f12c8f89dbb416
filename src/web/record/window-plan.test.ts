import { expect, test } from 'vitest';
import {
  around,
  atEnd,
  earlier,
  following,
  KEPT_LINES,
  later,
  openingPlan,
  reachesEnd,
  STEP_LINES,
  type WindowPlan,
} from './window-plan.ts';

const shown = ({ from, count }: WindowPlan, lines: number) => [from, Math.min(from + count, lines)];

test('a record opens at its end, or a little above what is new', () => {
  expect(shown(openingPlan(10_000, undefined), 10_000)).toEqual([9_960, 10_000]);
  expect(shown(openingPlan(10_000, 9_990), 10_000)).toEqual([9_960, 10_000]);
  expect(shown(openingPlan(10_000, 4_000), 10_000)).toEqual([3_980, 4_020]);
  expect(shown(openingPlan(12, 3), 12)).toEqual([0, 12]);
});

test('one scrolls up to the beginning and down to the end, and never has more than is kept', () => {
  let plan = atEnd(1_000);
  for (const _ of Array(60)) {
    const before = plan.from;
    plan = earlier(plan, 1_000);
    const [from, to] = shown(plan, 1_000) as [number, number];
    expect(to - from).toBeLessThanOrEqual(KEPT_LINES);
    // What was just above is still there: nothing under the eye is taken away.
    expect(to).toBeGreaterThan(before);
  }
  expect(plan.from).toBe(0);
  for (const _ of Array(60)) {
    const before = shown(plan, 1_000)[1] as number;
    plan = later(plan, 1_000);
    expect(plan.from).toBeLessThan(before);
    expect(plan.count).toBeLessThanOrEqual(KEPT_LINES);
  }
  expect(reachesEnd(plan, 1_000)).toBe(true);
});

test('a window at the end grows with the record word by word, and moves on when it is full', () => {
  let plan = atEnd(100);
  expect(shown(plan, 125)).toEqual([60, 125]);
  for (let lines = 101; lines <= 400; lines++) {
    plan = following(plan, lines - 1, lines);
    expect(reachesEnd(plan, lines)).toBe(true);
    expect(plan.count).toBeLessThanOrEqual(KEPT_LINES);
  }
  expect(400 - plan.from).toBeGreaterThan(KEPT_LINES - 2 * STEP_LINES);
});

test('a window at the end does not take in at once what comes by the hundred', () => {
  const plan = following(atEnd(100), 100, 700);
  expect(plan).toEqual(atEnd(100));
  expect(reachesEnd(plan, 700)).toBe(false);
  expect(shown(later(plan, 700), 700)).toEqual([60, 150]);
});

test('whoever has scrolled up stays there', () => {
  const plan = around(50);
  expect(following(plan, 1_000, 1_001)).toEqual(plan);
});

test('a short record is there from its first line', () => {
  expect(around(3)).toMatchObject({ from: 0 });
  expect(earlier({ from: 0, count: 100 }, 30)).toMatchObject({ from: 0 });
});
