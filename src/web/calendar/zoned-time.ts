import { Temporal } from 'temporal-polyfill';
import type { ZonedTime } from '../../records/when.ts';

/**
 * What a wall clock's time means in a zone.
 *
 * - `once`: one instant, as nearly always.
 * - `twice`: the clocks go back over it; it passes twice, and a person says which is meant.
 * - `skipped`: the clocks go forward over it; it is on no clock that day. `before` and `after` are as far away from the
 *   change as it would have been.
 */
export type WallClock =
  | { readonly kind: 'once'; readonly time: ZonedTime }
  | { readonly kind: 'twice'; readonly earlier: ZonedTime; readonly later: ZonedTime }
  | { readonly kind: 'skipped'; readonly before: ZonedTime; readonly after: ZonedTime }
  | { readonly kind: 'not-a-time' }
  | { readonly kind: 'unknown-zone' };

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/**
 * Reads `2026-11-24T09:30`, as a field for date and time gives it, in an IANA zone.
 *
 * Brings a table of calendars with it (21 KB compressed): only what composes a meeting imports this.
 */
export function readWallClock(local: string, zone: string): WallClock {
  if (!LOCAL.test(local)) return { kind: 'not-a-time' };
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    return { kind: 'not-a-time' };
  }
  let earlier: Temporal.ZonedDateTime;
  try {
    earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  } catch {
    return { kind: 'unknown-zone' };
  }
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const [first, last] = [written(earlier, zone), written(later, zone)];
  if (first.instant === last.instant) return { kind: 'once', time: first };
  return first.local === local
    ? { kind: 'twice', earlier: first, later: last }
    : { kind: 'skipped', before: first, after: last };
}

/** What the clocks of a zone show at an instant: to show a meeting of elsewhere, or to move one. */
export function wallClockAt(instant: number, zone: string): ZonedTime {
  return written(Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone), zone);
}

function written(time: Temporal.ZonedDateTime, zone: string): ZonedTime {
  const local = time.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return { local, zone, instant: time.epochMilliseconds };
}
