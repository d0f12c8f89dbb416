import type { ZonedTime } from '../../records/when.ts';
import type { Day } from './days.ts';

/** For the app's language, which is passed in: the browser's may be another. Texts are made by Intl alone. */

/** `Tuesday 24 November 2026 at 09:30`, in the zone where it is. */
export function showZonedTime({ zone, instant }: Pick<ZonedTime, 'zone' | 'instant'>, language: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(instant);
}

/** `Tuesday 24 November 2026, 09:30 – 17:00`: from one time to another, in one zone. */
export function showZonedSpan(start: Pick<ZonedTime, 'instant'>, end: ZonedTime, language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: end.zone, dateStyle: 'full', timeStyle: 'short' });
  return format.formatRange(start.instant, end.instant);
}

/** `GMT+1` in winter and `GMT+2` in summer: which one holds is asked of the instant. */
export function showOffset(zone: string, instant: number, language: string): string {
  return zonePart(zone, instant, language, 'shortOffset');
}

/** `Central European Standard Time` */
export function showZone(zone: string, instant: number, language: string): string {
  return zonePart(zone, instant, language, 'long');
}

/** `24 – 26 November 2026` */
export function showDays(first: Day, last: Day, language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'long' });
  return format.formatRange(Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`));
}

function zonePart(zone: string, instant: number, language: string, timeZoneName: 'shortOffset' | 'long'): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName }).formatToParts(instant);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}
