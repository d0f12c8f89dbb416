import ICAL from 'ical.js';
import type { MeetingView } from '../../records/meeting/meeting-slice.ts';

/** Says nothing of what is in it. The calendars of a phone are often read by others, and copied to its maker. */
export const MEETING_FILE_NAME = 'meeting.ics';

export interface MeetingFileOptions {
  /**
   * Random, and the same each time that this device writes this meeting, so that the second file replaces the first.
   * Never the entry's id, which the venue knows.
   */
  readonly uid: string;
  /** When the file is written: milliseconds since 1970. */
  readonly stamp: number;
  /** A word that could stand in any calendar. The meeting's own title only where a person has chosen so. */
  readonly summary: string;
  /** Only where a person has chosen so. */
  readonly place?: string;
  /** Only where a person has chosen so. */
  readonly description?: string;
}

/**
 * A meeting as an iCalendar file (RFC 5545) for the calendar of a phone or a desk.
 *
 * It carries times and what the options give it; no name, no purpose, no agenda, no word of the process or of what
 * wrote it. Times are instants in UTC, so that every calendar shows the right hour in its own zone, on both sides of a
 * change of clocks, and without a table of zones that could be out of date.
 */
export function meetingToIcs(
  { start, end, state, movedFrom }: Pick<MeetingView, 'start' | 'end' | 'state' | 'movedFrom'>,
  { uid, stamp, summary, place, description }: MeetingFileOptions,
): string {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', plain(uid));
  event.addPropertyWithValue('dtstamp', utc(stamp));
  event.addPropertyWithValue('sequence', movedFrom.length + (state.kind === 'cancelled' ? 1 : 0));
  event.addPropertyWithValue('dtstart', utc(start.instant));
  event.addPropertyWithValue('dtend', utc(end.instant));
  event.addPropertyWithValue('summary', plain(summary));
  if (place !== undefined && place !== '') event.addPropertyWithValue('location', plain(place));
  if (description !== undefined && description !== '') event.addPropertyWithValue('description', plain(description));
  event.addPropertyWithValue('status', state.kind === 'cancelled' ? 'CANCELLED' : 'CONFIRMED');
  event.addPropertyWithValue('class', 'PRIVATE');

  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  // The format wants the name of a program. Ours would say that there are talks.
  calendar.addPropertyWithValue('prodid', '-//calendar//EN');
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
}

function utc(instant: number): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(instant), true);
}

/** On one line, and without what steers a terminal or a line's direction. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
