/** `2026-11-24`: a day of the calendar, of no zone. Their order is that of their letters. */
export type Day = string;

export const DAY_MS = 86_400_000;

/** Days since 1970-01-01: to count with. */
export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

export function dayOfNumber(number: number): Day {
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

/** `2026-11` */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/**
 * What the clocks of a zone show at an instant, in milliseconds as if it were UTC. Make one and use it for many: it
 * remembers what the zone's clocks do, day by day, since asking for it is slow.
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
  const offsets = new Map<number, number | undefined>();

  const shown = (instant: number): number => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const of = (name: string) => parts[name] ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  };
  const offsetAt = (instant: number) => shown(instant) - Math.floor(instant / 1000) * 1000;

  /** The one that holds all through a day of UTC; undefined where clocks are changed in it. */
  const offsetOn = (utcDay: number): number | undefined => {
    if (!offsets.has(utcDay)) {
      const [begins, ends] = [offsetAt(utcDay * DAY_MS), offsetAt((utcDay + 1) * DAY_MS)];
      offsets.set(utcDay, begins === ends ? begins : undefined);
    }
    return offsets.get(utcDay);
  };

  return (instant) => instant + (offsetOn(Math.floor(instant / DAY_MS)) ?? offsetAt(instant));
}

/** On which day of a zone an instant falls: see {@link wallClockIn}. */
export function dayIn(zone: string): (instant: number) => Day {
  const wallClock = wallClockIn(zone);
  return (instant) => dayOfNumber(Math.floor(wallClock(instant) / DAY_MS));
}
