import type { ZonedTime } from '../../records/when.ts';
import { wallClockIn } from '../calendar/days.ts';
import { cityOf, zoneOffset } from '../calendar/zones.ts';

export interface MeetingTimes {
  /** As the clock on the wall shows it, where it is held: what was agreed. */
  readonly wall: string;
  /** `Oslo`, or both where it begins in one zone and ends in another. */
  readonly city: string;
  /** `GMT+1`, where the clocks go back over its beginning and so show it twice. */
  readonly offset: string | undefined;
  /** What the reader's own clock shows then, where that is something else. */
  readonly own: string | undefined;
  /** The zone's clocks are set otherwise by now than when the time was agreed. */
  readonly isShifted: boolean;
}

interface Span {
  readonly start: ZonedTime;
  readonly end: ZonedTime;
}

/** Zones that this device does not know are shown as they were agreed, and not compared. */
export function meetingTimes({ start, end }: Span, ownZone: string, formats: string): MeetingTimes {
  const wall = [wallMs(start), wallMs(end)] as const;
  const own = [shownIn(ownZone, start.instant), shownIn(ownZone, end.instant)] as const;
  const isSame = own[0] === wall[0] && own[1] === wall[1];
  const [first, last] = own;
  return {
    wall: range(wall[0], wall[1], formats, 'with the day'),
    city: [...new Set([cityOf(start.zone), cityOf(end.zone)])].join(' – '),
    offset: isTwice(start) ? zoneOffset(start.zone, start.instant, formats) : undefined,
    own:
      isSame || first === undefined || last === undefined
        ? undefined
        : range(first, last, formats, isOneDay([...wall, first, last]) ? 'hours' : 'with the day'),
    isShifted: isShifted(start) || isShifted(end),
  };
}

/** A wall clock's time as if it were UTC, to be written out. */
function wallMs({ local }: ZonedTime): number {
  return Date.parse(`${local}:00Z`);
}

function shownIn(zone: string, instant: number): number | undefined {
  try {
    return wallClockIn(zone)(instant);
  } catch {
    return undefined;
  }
}

function isShifted(time: ZonedTime): boolean {
  const shown = shownIn(time.zone, time.instant);
  return shown !== undefined && shown !== wallMs(time);
}

const HOUR_MS = 3_600_000;

/** Nearly all clocks go back by an hour where they do. */
function isTwice({ zone, instant }: ZonedTime): boolean {
  const shown = shownIn(zone, instant);
  return shown !== undefined && [instant - HOUR_MS, instant + HOUR_MS].some((other) => shownIn(zone, other) === shown);
}

function isOneDay(times: readonly number[]): boolean {
  return new Set(times.map((ms) => new Date(ms).toISOString().slice(0, 10))).size === 1;
}

function range(from: number, to: number, formats: string, show: 'with the day' | 'hours'): string {
  const format = new Intl.DateTimeFormat(formats, {
    timeZone: 'UTC',
    hour: '2-digit',
    minute: '2-digit',
    ...(show === 'hours' ? {} : { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  });
  return format.formatRange(from, to);
}
