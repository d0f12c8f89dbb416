const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))? ([A-Za-z0-9_+/-]+)$/u;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/u;

export type Moment = { readonly ms: number; readonly zone: string };
export type TimeFault = 'form' | 'zone' | 'date' | 'skipped';

/**
 * Reads `2031-03-04T10:00 Europe/Zurich`.
 *
 * An hour that the clocks skip in spring is refused; one that they repeat in autumn is its first pass.
 */
export function readMoment(text: string): Moment | { readonly fault: TimeFault } {
  const match = MOMENT.exec(text);
  if (match === null) return { fault: 'form' };
  const zone = match[7] ?? '';
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [number, number, number, number, number];
  const second = Number(match[6] ?? 0);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (hour > 23 || minute > 59 || second > 59 || !isSameDay(wall, year, month, day)) return { fault: 'date' };
  const format = zoneFormat(zone);
  if (format === undefined) return { fault: 'zone' };
  // A day earlier and a day later have the two offsets that can hold at this wall time.
  const offsets = [-86_400_000, 86_400_000].map((shift) => wallTime(format, wall + shift) - (wall + shift));
  const instants = offsets.map((offset) => wall - offset).filter((ms) => wallTime(format, ms) === wall);
  return instants.length === 0 ? { fault: 'skipped' } : { ms: Math.min(...instants), zone };
}

/** Whether `text` is a day of the calendar, `2031-03-04`. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return isSameDay(Date.UTC(year, month - 1, day), year, month, day);
}

export function explainFault(text: string, fault: TimeFault): string {
  switch (fault) {
    case 'form':
      return `“${text}” is not a time with its zone, such as 2031-03-04T10:00 Europe/Zurich.`;
    case 'zone':
      return `“${text}” names no time zone that is known; write one such as Europe/Zurich, or UTC.`;
    case 'date':
      return `“${text}” is not in the calendar.`;
    case 'skipped':
      return `“${text}” does not exist: the clocks go forward over it that night.`;
  }
}

function isSameDay(ms: number, year: number, month: number, day: number): boolean {
  const date = new Date(ms);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function zoneFormat(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/** What the clocks of the zone show at `ms`, as if it were UTC. */
function wallTime(format: Intl.DateTimeFormat, ms: number): number {
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const of = (name: string) => parts[name] ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}
