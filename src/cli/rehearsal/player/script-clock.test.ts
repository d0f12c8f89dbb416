import { expect, test } from 'vitest';
import { readMoment } from '../script-time.ts';
import { ScriptClock } from './script-clock.ts';

const moment = (text: string) => {
  const read = readMoment(text);
  if ('fault' in read) throw new Error(read.fault);
  return read;
};

test('the clocks stand where the script sets them, and run on from there', () => {
  let now = 1_000;
  const clock = new ScriptClock(() => now);
  expect(clock.read()).toBe(1_000);
  clock.set(moment('2031-03-04T23:30 Europe/Zurich'));
  now += 5_000;
  expect(new Date(clock.read()).toISOString()).toBe('2031-03-04T22:30:05.000Z');
});

test('the day is that of the wall, not of Greenwich', () => {
  const clock = new ScriptClock(() => 0);
  clock.set(moment('2031-03-04T00:30 Europe/Zurich'));
  expect(clock.today()).toBe('2031-03-04');
  clock.set(moment('2031-03-04T23:30 America/New_York'));
  expect(clock.today()).toBe('2031-03-04');
  expect(clock.shown()).toBe('4 March 2031, 23:30 (America/New_York)');
});
