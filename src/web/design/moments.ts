import { ownClock } from '../calendar/own-clock.ts';
import { language } from '../messages/messages.ts';

/** In the app's language and this device's zone. */
function format(options: Intl.DateTimeFormatOptions): (ms: number) => string {
  let made: Intl.DateTimeFormat | undefined;
  return (ms) => {
    made ??= new Intl.DateTimeFormat(language.formats, options);
    return made.format(ms);
  };
}

export const dayAndTime = format({
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
export const dayOnly = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
export const timeOnly = format({ hour: '2-digit', minute: '2-digit' });

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** A calendar date as it stands in a record, `2026-11-24`: the same day for every reader. */
export function calendarDay(date: string): string {
  return new Intl.DateTimeFormat(language.formats, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T00:00:00Z`));
}

/** As the clock on the meeting's own wall shows it, with the name of its zone. */
export function onTheWall({ local, zone }: { readonly local: string; readonly zone: string }): string {
  const shown = new Intl.DateTimeFormat(language.formats, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(Date.parse(`${local}:00Z`));
  return `${shown} · ${zone.replaceAll('_', ' ')}`;
}

/** What this device's own clock shows then, where that is not what the wall shows. */
export function onOwnClock(time: { readonly local: string; readonly instant: number }): string | undefined {
  const shown = ownClock(time);
  if (shown === 'same') return undefined;
  return shown === 'other hour' ? timeOnly(time.instant) : dayAndTime(time.instant);
}

export function listed(texts: readonly string[]): string {
  return new Intl.ListFormat(language.formats, { type: 'conjunction' }).format(texts);
}
