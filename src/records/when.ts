import type { Codec } from '../protocol/codec/codec.ts';
import { CodecError } from '../protocol/codec/codec-error.ts';
import { struct, text, uint } from '../protocol/codec/shapes.ts';
import { INSTANT_MAX, ZONE_BYTES_MAX } from './limits.ts';

/**
 * A moment of a meeting: what the clock on its wall shows, the zone of that wall, and the instant in UTC.
 *
 * All three are kept because zone rules change: the wall clock is what was agreed, the instant what calendars
 * abroad showed when it was. That they agree is not checked here: zone tables differ between devices, and
 * members must not differ on which entry is valid.
 */
export interface ZonedTime {
  /** `2026-11-24T09:30` */
  readonly local: string;
  /** IANA: `Europe/Oslo` */
  readonly zone: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly instant: number;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d$/;
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** `2026-11-24`: a day that the calendar has. */
export function isCalendarDate(written: string): boolean {
  const [, year, month, day] = (DATE.exec(written) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC reads years below 100 as 19xx; nothing that is planned lies there.
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function written(name: string, bytesMax: number, expected: string, isRight: (text: string) => boolean): Codec<string> {
  const inner = text(name, { maxBytes: bytesMax });
  return {
    name,
    to: (value) => value,
    from(cbor) {
      const value = inner.from(cbor);
      if (!isRight(value)) throw new CodecError('WRONG_SHAPE', `${name}: expected ${expected}`);
      return value;
    },
  };
}

/** `2026-11-24` */
export function calendarDate(name: string): Codec<string> {
  return written(name, 10, 'a calendar date', isCalendarDate);
}

export function instant(name: string): Codec<number> {
  return uint(name, { max: INSTANT_MAX });
}

export function zonedTime(name: string): Codec<ZonedTime> {
  const isLocal = (value: string) => isCalendarDate(LOCAL.exec(value)?.[1] ?? '');
  return struct(name, {
    local: written(`${name} local`, 16, 'a local date and time', isLocal),
    zone: written(`${name} zone`, ZONE_BYTES_MAX, 'an IANA zone', (value) => ZONE.test(value)),
    instant: instant(`${name} instant`),
  });
}
