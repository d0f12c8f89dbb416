import ICAL from 'ical.js';
import { PLACE_BYTES_MAX, PURPOSE_BYTES_MAX, TITLE_BYTES_MAX } from '../../records/limits.ts';
import type { OutsideEvent } from '../../records/outside-event/outside-event.ts';
import { isCalendarDate } from '../../records/when.ts';
import { addDays, type Day, dayIn, dayNumber } from './days.ts';
import { icsEvents } from './ics-events.ts';
import { type Asked, type Repeats, repeatsOf, type Span } from './ics-repeats.ts';
import { ICS_BLOCKS_MAX, ICS_BYTES_MAX, ICS_EVENTS_MAX, ICS_EXCEPTIONS_MAX, ICS_STEPS_IN_ALL_MAX } from './limits.ts';

export type EventsFromIcs =
  | { readonly kind: 'events'; readonly events: readonly OutsideEvent[]; readonly skipped: SkippedEvents }
  | { readonly kind: 'too-large'; readonly bytesMax: number }
  | { readonly kind: 'not-a-calendar' };

/** How many were not taken, and why. */
export interface SkippedEvents {
  /** Broken, or without a day. */
  readonly unreadable: number;
  readonly untitled: number;
  readonly cancelled: number;
  /** Not on any of the days that were asked for. */
  readonly elsewhen: number;
  /** Of these only some days were taken: they come again and again. */
  readonly repeating: number;
  /** There were more than can be looked through. */
  readonly tooMany: number;
}

/**
 * The events of an iCalendar file (RFC 5545), oldest first, each as it can be noted in a record. What a file from anywhere
 * holds is bounded, and nothing of it is taken but title, days, place and an address on the web.
 *
 * Hours are dropped: an event stands on the days of its own place. Only a time in UTC has no place, and takes the day
 * that it has in `zone`. Those that begin within the span are taken.
 */
export function eventsFromIcs(
  file: string | Uint8Array,
  { zone, ...span }: Span & { readonly zone: string },
): EventsFromIcs {
  // A text has at least as many bytes as characters.
  if (file.length > ICS_BYTES_MAX) return { kind: 'too-large', bytesMax: ICS_BYTES_MAX };
  const found = icsEvents(typeof file === 'string' ? file : new TextDecoder().decode(file));
  if (found === undefined) return { kind: 'not-a-calendar' };

  const skipped = { unreadable: found.broken, untitled: 0, cancelled: 0, elsewhen: 0, repeating: 0, tooMany: 0 };
  skipped.tooMany = Math.max(0, found.blocks.length - ICS_BLOCKS_MAX);
  const dayOf = dayIn(zone);
  const asked = { span, steps: { left: ICS_STEPS_IN_ALL_MAX } };
  const read = found.blocks.slice(0, ICS_BLOCKS_MAX).flatMap((block) => {
    const event = readEvent(block, dayOf, asked);
    if (event === undefined) skipped.unreadable += 1;
    return event ?? [];
  });
  const moved = movedDays(read);
  const events: OutsideEvent[] = [];
  for (const event of read) {
    if (event.isCancelled) skipped.cancelled += 1;
    else if (event.title === '') skipped.untitled += 1;
    else {
      const { days, hasMore } = event.repeats;
      if (hasMore) skipped.repeating += 1;
      else if (days.length === 0) skipped.elsewhen += 1;
      const left = days.filter(
        (day) => !event.exceptions.has(day) && !(event.isSeries && moved.has(`${day} ${event.uid}`)),
      );
      const { title, place, source, length } = event;
      for (const on of left) {
        // No record has a place for a year of five digits.
        const until = length === 0 ? undefined : addDays(on, length);
        if (until !== undefined && !isCalendarDate(until)) skipped.unreadable += 1;
        else events.push({ title, on, until, place, source });
      }
    }
  }
  events.sort((a, b) => compare(a.on, b.on) || compare(a.title, b.title));
  skipped.tooMany += Math.max(0, events.length - ICS_EVENTS_MAX);
  return { kind: 'events', events: events.slice(0, ICS_EVENTS_MAX), skipped };
}

interface ReadEvent {
  readonly uid: string;
  readonly title: string;
  readonly place: string;
  readonly source: string;
  /** How many days it goes on after its first. */
  readonly length: number;
  readonly isCancelled: boolean;
  readonly isSeries: boolean;
  /** Which day of its series it stands for. */
  readonly insteadOf: Day | undefined;
  readonly exceptions: ReadonlySet<Day>;
  readonly repeats: Repeats;
}

function readEvent(block: string, dayOf: (instant: number) => Day, asked: Asked): ReadEvent | undefined {
  try {
    const event = new ICAL.Component(ICAL.parse(block) as unknown[]);
    const text = (name: string, bytesMax: number) => shortened(event.getFirstPropertyValue(name), bytesMax);
    const start = momentOf(event.getFirstProperty('dtstart'));
    if (start === undefined) return undefined;
    const first = dayOfMoment(start, dayOf);
    const exceptions = event.getAllProperties('exdate').slice(0, ICS_EXCEPTIONS_MAX).flatMap(valuesOf);
    const rules = event.getAllProperties('rrule');
    const rule = rules[0]?.getFirstValue();
    const once = {
      days: [first].filter((day) => day >= asked.span.from && day <= asked.span.until),
      hasMore: rules.length > 0,
    };
    const source = text('url', PURPOSE_BYTES_MAX);
    const insteadOf = momentOf(event.getFirstProperty('recurrence-id'));
    return {
      uid: text('uid', PURPOSE_BYTES_MAX),
      title: text('summary', TITLE_BYTES_MAX),
      place: text('location', PLACE_BYTES_MAX),
      source: /^https?:\/\//iu.test(source) ? source : '',
      length: Math.max(0, dayNumber(lastDay(event, start, dayOf)) - dayNumber(first)),
      isCancelled: text('status', 20).toUpperCase() === 'CANCELLED',
      isSeries: rules.length > 0,
      insteadOf: insteadOf && dayOfMoment(insteadOf, dayOf),
      exceptions: new Set(exceptions.map((written) => dayOfMoment(written, dayOf))),
      repeats: rules.length === 1 && rule instanceof ICAL.Recur ? repeatsOf(first, rule, asked) : once,
    };
  } catch {
    // Whatever a parser of foreign files stumbles over, and however: the event is counted as one that cannot be read.
    return undefined;
  }
}

/** `2031-09-14`, `2031-09-14T23:30:00` or `2031-09-14T23:30:00Z`. */
type Moment = string;

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)Z?)?$/;

function momentOf(property: ICAL.Property | null): Moment | undefined {
  return property === null ? undefined : valuesOf(property)[0];
}

/** As they are written, before the library makes the 8th of April out of the 99th of March. */
function valuesOf(property: ICAL.Property): Moment[] {
  const values = property.jCal.slice(3) as unknown[];
  return values.filter(
    (value): value is Moment => typeof value === 'string' && MOMENT.test(value) && isCalendarDate(value.slice(0, 10)),
  );
}

function dayOfMoment(moment: Moment, dayOf: (instant: number) => Day): Day {
  return moment.endsWith('Z') ? dayOf(Date.parse(moment.replace(/:60Z$/u, ':59Z'))) : moment.slice(0, 10);
}

/** An end is the first moment after it: a midnight, or the day itself, is over the day before. */
function lastDay(event: ICAL.Component, start: Moment, dayOf: (instant: number) => Day): Day {
  const end = momentOf(event.getFirstProperty('dtend')) ?? afterDuration(event, start);
  if (end === undefined) return dayOfMoment(start, dayOf);
  if (end.length === 10) return addDays(end, -1);
  if (end.endsWith('Z')) return dayOf(Date.parse(end.replace(/:60Z$/u, ':59Z')) - 1);
  return end.slice(11, 19) === '00:00:00' ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
}

function afterDuration(event: ICAL.Component, start: Moment): Moment | undefined {
  const duration = event.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration) || duration.isNegative) return undefined;
  const wall = Date.parse(start.length === 10 ? `${start}T00:00:00Z` : `${start.replace(/Z$/u, '')}Z`);
  const end = new Date(wall + duration.toSeconds() * 1000);
  if (Number.isNaN(end.getTime()) || end.getTime() < wall) return undefined;
  const moment = `${end.toISOString().slice(0, 19)}${start.endsWith('Z') ? 'Z' : ''}`;
  return MOMENT.test(moment) ? moment : undefined;
}

/** Days of a series on which another event of the file stands instead. */
function movedDays(events: readonly ReadEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ uid, insteadOf }) => (insteadOf === undefined ? [] : [`${insteadOf} ${uid}`])));
}

// Control characters would make two lines of a title; bidirectional embeddings could make a text read as another.
const NOT_SHOWN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Cut between characters, where it is too long for a record. */
function shortened(value: unknown, bytesMax: number): string {
  if (typeof value !== 'string') return '';
  const whole = value.slice(0, bytesMax).toWellFormed().replace(NOT_SHOWN, ' ').trim();
  const encoder = new TextEncoder();
  if (encoder.encode(whole).length <= bytesMax) return whole;
  const room = new Uint8Array(bytesMax);
  return whole.slice(0, encoder.encodeInto(whole, room).read).trim();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
