import { expect, test } from 'vitest';
import { SteadyClock } from './steady-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A clock on the wall beside real time, and looks in between. */
function wall() {
  let now = Date.UTC(2026, 0, 1);
  let elapsed = 0;
  const clock = new SteadyClock(
    () => now,
    () => elapsed,
  );
  return {
    pass(ms: number) {
      now += ms;
      elapsed += ms;
      return clock.look();
    },
    leap(ms: number) {
      now += ms;
      return clock.look();
    },
    get now() {
      return now;
    },
  };
}

test('[RECORD-6] a clock is believed after an hour', () => {
  const time = wall();
  expect(time.pass(0)).toBeUndefined();
  expect(time.pass(HOUR - 1)).toBeUndefined();
  expect(time.pass(1)).toBe(time.now);
});

test('[RECORD-6] one that leaps by more than a day is not, until it has stayed so for an hour', () => {
  for (const leap of [DAY + 1, -DAY - 1, 400 * DAY]) {
    const time = wall();
    time.pass(0);
    expect(time.pass(HOUR)).toBe(time.now);
    expect(time.leap(leap)).toBeUndefined();
    expect(time.pass(HOUR - 1)).toBeUndefined();
    expect(time.pass(1)).toBe(time.now);
  }
});

test('[RECORD-6] one that leaps, and back again, begins anew', () => {
  const time = wall();
  time.pass(0);
  time.pass(HOUR);
  time.leap(400 * DAY);
  time.pass(HOUR / 2);
  expect(time.leap(-400 * DAY)).toBeUndefined();
  expect(time.pass(HOUR / 2)).toBeUndefined();
  expect(time.pass(HOUR / 2)).toBe(time.now);
});

test('[RECORD-6] a small correction is none', () => {
  const time = wall();
  time.pass(0);
  time.pass(HOUR);
  expect(time.leap(-60_000)).toBe(time.now);
  expect(time.leap(DAY)).toBe(time.now);
});
