import { addDays, type Day, dayNumber, dayOfNumber, weekOf } from '../calendar/days.ts';
import type { Placed } from './placing.ts';

/** How much of the axis is seen at once, from far to near. */
export const ZOOMS = ['year', 'quarter', 'month', 'fortnight'] as const;
export type Zoom = (typeof ZOOMS)[number];

const DAYS_SEEN: Readonly<Record<Zoom, number>> = { year: 365, quarter: 91, month: 31, fortnight: 14 };

/** The days that are seen, both included. */
export interface AxisWindow {
  readonly from: Day;
  readonly until: Day;
}

/** A line of the axis, and what stands at it. `is` says how: `2031`, March, the week of 3 March, 3 March. */
export interface Tick {
  readonly day: Day;
  readonly is: 'year' | 'month' | 'week' | 'day';
  /** From 0 at the window's beginning to 1 at its end. */
  readonly at: number;
}

/** With the day in its middle. */
export function windowAround(day: Day, zoom: Zoom): AxisWindow {
  const days = DAYS_SEEN[zoom];
  const from = addDays(day, -Math.floor(days / 2));
  return { from, until: addDays(from, days - 1) };
}

/** By half of what is seen, so that nothing is passed over. */
export function moveWindow(window: AxisWindow, direction: 'earlier' | 'later'): AxisWindow {
  const half = Math.max(1, Math.floor(daysLong(window) / 2));
  return movedBy(window, direction === 'later' ? half : -half);
}

/** Whether any of its days is seen. */
export function isSeenIn({ from, until }: AxisWindow, { first, last }: Pick<Placed, 'first' | 'last'>): boolean {
  return last >= from && first <= until;
}

export function daysLong({ from, until }: AxisWindow): number {
  return dayNumber(until) - dayNumber(from) + 1;
}

/** By so many days: earlier where there are fewer than none. */
export function movedBy({ from, until }: AxisWindow, days: number): AxisWindow {
  return { from: addDays(from, days), until: addDays(until, days) };
}

/** A story of up to so many days is seen whole where a year is, so that its first month is not cut off. */
const WHOLE_DAYS_MAX = 460;

/**
 * What is seen at first: today, and as much of the story as the zoom has room for, rather what was than a future without
 * anything in it.
 */
export function openingWindow(story: AxisWindow, today: Day, zoom: Zoom): AxisWindow {
  const days = daysLong(story);
  if (zoom === 'year' && days <= WHOLE_DAYS_MAX && days > DAYS_SEEN.year / 2) return story;
  const around = windowAround(today, zoom);
  const empty = Math.min(dayNumber(around.until) - dayNumber(story.until), dayNumber(around.until) - dayNumber(today));
  return empty > 0 ? movedBy(around, -empty) : around;
}

/** Nearer or farther, about the same middle; as it was where there is no nearer or farther. */
export function zoomed(zoom: Zoom, direction: 'in' | 'out'): Zoom {
  return ZOOMS[ZOOMS.indexOf(zoom) + (direction === 'in' ? 1 : -1)] ?? zoom;
}

export function middleOf({ from, until }: AxisWindow): Day {
  return dayOfNumber(Math.floor((dayNumber(from) + dayNumber(until) + 1) / 2));
}

/** The nearest zoom that still shows all of it, or the farthest. */
export function zoomFor(window: AxisWindow): Zoom {
  const days = daysLong(window);
  return ZOOMS.toReversed().find((zoom) => DAYS_SEEN[zoom] >= days) ?? 'year';
}

/** Where something stands in the window: 0 to 1 within it, less or more outside. `position` counts days since 1970. */
export function placeOn({ from, until }: AxisWindow, position: number): number {
  const first = dayNumber(from);
  return (position - first) / (dayNumber(until) + 1 - first);
}

/**
 * The lines of the axis: months from afar; weeks by their Mondays, then days, from near, with the months between them.
 * Where a month and a week begin on one day there is one tick, the month's; and so of years.
 */
export function ticksOf(window: AxisWindow, zoom: Zoom): Tick[] {
  const ticks: Tick[] = [];
  const [first, last] = [dayNumber(window.from), dayNumber(window.until)];
  for (let number = first; number <= last; number++) {
    const day = dayOfNumber(number);
    const is = day.endsWith('-01-01')
      ? 'year'
      : day.endsWith('-01')
        ? 'month'
        : zoom !== 'year' && weekOf(day) === day
          ? 'week'
          : 'day';
    if (is === 'day' && zoom !== 'fortnight' && zoom !== 'month') continue;
    ticks.push({ day, is, at: placeOn(window, number) });
  }
  return ticks;
}
