/** `2026-11-24`: a day of the calendar, of no zone. Their order is that of their letters. */
export type Day = string;

export const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** 0000-01-01 */
const DAY_NUMBER_MIN = -719_528;
/** 9999-12-31 */
const DAY_NUMBER_MAX = 2_932_896;

/** Days since 1970-01-01: to count with. */
export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** Of the years 0 to 9999, which a day is written for: what lies beyond is the last of them. */
export function dayOfNumber(number: number): Day {
  return dayAt(Math.min(Math.max(number, DAY_NUMBER_MIN), DAY_NUMBER_MAX));
}

function dayAt(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** The Monday of its week. */
export function weekOf(day: Day): Day {
  const number = dayNumber(day);
  // 1970-01-01 was a Thursday.
  return dayOfNumber(number - ((((number + 3) % 7) + 7) % 7));
}

export function lastDayOfMonth(day: Day): Day {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return `${monthOf(day)}-${days}`;
}

/** `2026-11` */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/**
 * What the clocks of a zone show at an instant, in milliseconds as if it were UTC. Make one and use it for many: it
 * remembers what the zone's clocks do, week by week, since asking for it is slow.
 *
 * Throws RangeError for a zone that this device does not know.
 */
export function wallClockIn(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const offsets = new Map<number, number>();

  const shown = (instant: number): number => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const of = (name: string) => parts[name] ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  };
  const offsetAt = (instant: number) => shown(instant) - Math.floor(instant / 1000) * 1000;

  /** At the beginning of a week, counted from 1970. */
  const offsetFrom = (week: number): number => {
    const known = offsets.get(week) ?? offsetAt(week * WEEK_MS);
    offsets.set(week, known);
    return known;
  };

  return (instant) => {
    const week = Math.floor(instant / WEEK_MS);
    const offset = offsetFrom(week);
    // No zone has changed its clocks and changed them back within a week.
    return instant + (offset === offsetFrom(week + 1) ? offset : offsetAt(instant));
  };
}

/** On which day of a zone an instant falls: see {@link wallClockIn}. */
export function dayIn(zone: string): (instant: number) => Day {
  const wallClock = wallClockIn(zone);
  return (instant) => dayOfNumber(Math.floor(wallClock(instant) / DAY_MS));
}
