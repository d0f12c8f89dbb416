import { ownClock } from '../calendar/own-clock.ts';
import { cityOf } from '../calendar/zones.ts';
import { isolated } from '../messages/isolated.ts';
import { language } from '../messages/messages.ts';

/** All dates and times that the app writes out: in its own language, which may not be the browser's. */

interface InZone {
  readonly zone: string;
  readonly instant: number;
}

const HOURS: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };

/** In this device's zone. */
function format(options: Intl.DateTimeFormatOptions): (ms: number) => string {
  let made: Intl.DateTimeFormat | undefined;
  return (ms) => {
    made ??= new Intl.DateTimeFormat(language.formats, options);
    return kept(made.format(ms));
  };
}

export const dayAndTime = format({ ...DAY, ...HOURS });
export const dayOnly = format({ weekday: 'long', ...DAY });
export const timeOnly = format(HOURS);

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** A calendar date as it stands in a record, `2026-11-24`: the same day for every reader. */
export function calendarDay(date: string): string {
  return kept(inNoZone(DAY).format(atMidnight(date)));
}

/** `24 – 26 November 2026` */
export function calendarDays(first: string, last: string): string {
  return kept(inNoZone({ dateStyle: 'long' }).formatRange(atMidnight(first), atMidnight(last)));
}

/** `November 2026`, of `2026-11`. */
export function calendarMonth(month: string): string {
  return kept(inNoZone({ month: 'long', year: 'numeric' }).format(atMidnight(`${month}-01`)));
}

/** As the clock on the meeting's own wall shows it, with the name of its zone. */
export function onTheWall({ local, zone }: { readonly local: string; readonly zone: string }): string {
  const shown = inNoZone({ weekday: 'short', ...DAY, ...HOURS }).format(Date.parse(`${local}:00Z`));
  return kept(`${shown} · ${cityOf(zone)}`);
}

/** `Tuesday 24 November 2026, 09:30 – 17:00 · Oslo`: from one time to another, in the zone where it ends. */
export function zonedSpan(start: Pick<InZone, 'instant'>, { zone, instant }: InZone): string {
  const options = { timeZone: zone, dateStyle: 'full', timeStyle: 'short' } as const;
  const span = new Intl.DateTimeFormat(language.formats, options).formatRange(start.instant, instant);
  return kept(`${span} · ${cityOf(zone)}`);
}

/** What this device's own clock shows then, where that is not what the wall shows. */
export function onOwnClock(time: { readonly local: string; readonly instant: number }): string | undefined {
  const shown = ownClock(time);
  if (shown === 'same') return undefined;
  return shown === 'other hour' ? timeOnly(time.instant) : dayAndTime(time.instant);
}

export function listed(texts: readonly string[]): string {
  // One alone is the whole text: there is nothing to keep it apart from.
  const apart = texts.length > 1 ? texts.map(kept) : texts;
  return new Intl.ListFormat(language.formats, { type: 'conjunction' }).format(apart);
}

/** For what stands in a record without a zone: no reader's own one may move it to another day. */
function inNoZone(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language.formats, { ...options, timeZone: 'UTC' });
}

function atMidnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** On a page from right to left, what begins with a figure would be turned about in parts, `24` behind `November`. */
function kept(text: string): string {
  return language.direction === 'rtl' ? isolated(text) : text;
}
