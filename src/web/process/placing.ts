import { INSTANT_MAX } from '../../records/limits.ts';
import { DAY_MS, type Day, dayNumber, dayOfNumber, wallClockIn } from '../calendar/days.ts';

/** Where something stands: its days, and how far into them. */
export interface Placed {
  readonly first: Day;
  readonly last: Day;
  readonly start: number;
  readonly end: number;
}

/** From the one day to the end of the other; never backwards. */
export function placedDays(first: Day, last: Day): Placed {
  const until = last < first ? first : last;
  return { first, last: until, start: dayNumber(first), end: dayNumber(until) + 1 };
}

/** By wall clocks, `2026-11-24T09:30`. What a record says of them may be wrong: it never ends before it begins. */
export function placedClocks(from: string, until: string): Placed {
  const [start, end] = [ofClock(from), ofClock(until)];
  return {
    first: dayOfNumber(Math.floor(start)),
    last: dayOfNumber(Math.floor(Math.max(start, end))),
    start,
    end: Math.max(start, end),
  };
}

/** When an entry was written, as its author's clock said: none where that is no time that anybody could mean. */
export function timeOf(entry: { readonly time: number | null } | undefined): number | null {
  const time = entry?.time ?? null;
  return time === null || time > INSTANT_MAX ? null : time;
}

/** Places instants as the clocks of a zone show them. */
export function placingIn(zone: string): (instant: number) => Placed {
  const wallClock = wallClockIn(zone);
  return (instant) => {
    const at = wallClock(instant) / DAY_MS;
    const day = dayOfNumber(Math.floor(at));
    return { first: day, last: day, start: at, end: at };
  };
}

function ofClock(local: string): number {
  const [hours, minutes] = [Number(local.slice(11, 13)), Number(local.slice(14, 16))];
  return dayNumber(local.slice(0, 10)) + (hours * 60 + minutes) / 1_440;
}
