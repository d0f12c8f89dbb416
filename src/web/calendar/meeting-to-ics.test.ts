import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { eventsFromIcs } from './events-from-ics.ts';
import { MEETING_FILE_NAME, meetingToIcs } from './meeting-to-ics.ts';

const lisbon = (local: string, instant: number) => ({ local, zone: 'Europe/Lisbon', instant });
const meeting = {
  title: 'Second round',
  purpose: 'To speak of the dam',
  place: 'Lisbon',
  agenda: ['The causeway'],
  start: lisbon('2031-09-16T09:30', Date.UTC(2031, 8, 16, 8, 30)),
  end: lisbon('2031-09-18T13:00', Date.UTC(2031, 8, 18, 12, 0)),
  state: { kind: 'planned' } as const,
  movedFrom: [],
};
const options = { uid: 'b1946ac9', stamp: Date.UTC(2031, 7, 1, 12), summary: 'Appointment' };

describe('a meeting as a calendar file', () => {
  test('says when, in a neutral word, and nothing of what it is', () => {
    expect(meetingToIcs(meeting, options).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//calendar//EN',
      'BEGIN:VEVENT',
      'UID:b1946ac9',
      'DTSTAMP:20310801T120000Z',
      'SEQUENCE:0',
      'DTSTART:20310916T083000Z',
      'DTEND:20310918T120000Z',
      'SUMMARY:Appointment',
      'STATUS:CONFIRMED',
      'CLASS:PRIVATE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
    expect(MEETING_FILE_NAME).toBe('meeting.ics');
  });

  test('says under which rule it is only where a person has chosen so', () => {
    expect(meetingToIcs({ ...meeting, ...{ rule: 'off the record' } }, options)).not.toMatch(/record/u);
    const chosen = { ...options, summary: meeting.title, description: 'Off the record:\nnothing leaves.' };
    expect(meetingToIcs(meeting, chosen)).toContain('DESCRIPTION:Off the record: nothing leaves.\r\n');
  });

  test('shows the hour of the wall in its zone on both sides of a change of clocks', () => {
    const over = {
      ...meeting,
      start: { local: '2031-03-28T10:00', zone: 'Europe/Oslo', instant: Date.UTC(2031, 2, 28, 9) },
      end: { local: '2031-03-31T10:00', zone: 'Europe/Oslo', instant: Date.UTC(2031, 2, 31, 8) },
    };
    const calendar = new ICAL.Component(ICAL.parse(meetingToIcs(over, options)) as unknown[]);
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
    const inOslo = (time: ICAL.Time) =>
      new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'short' }).format(
        time.toJSDate(),
      );
    expect([inOslo(event.startDate), inOslo(event.endDate)]).toEqual(['2031-03-28 10:00', '2031-03-31 10:00']);
  });

  test('replaces an earlier one where the meeting was moved, and calls it off where it was cancelled', () => {
    const moved = { start: meeting.start, end: meeting.end, movedAt: 4 };
    const cancelled = { kind: 'cancelled', note: 'The ice', position: 9 } as const;
    const text = meetingToIcs({ ...meeting, movedFrom: [moved, moved], state: cancelled }, options);
    expect(text).toContain('SEQUENCE:3\r\n');
    expect(text).toContain('STATUS:CANCELLED\r\n');
    expect(text).not.toContain('ice');
  });

  test('is read back as it was written, and no text can add a line to it', () => {
    const title = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }).filter((text) => text.isWellFormed());
    const shown = (text: string) => text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
    fc.assert(
      fc.property(title, title, (summary, place) => {
        fc.pre(shown(summary) !== '');
        const text = meetingToIcs(meeting, { ...options, summary, place });
        for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        const read = eventsFromIcs(text, { zone: 'Europe/Lisbon', from: '2031-01-01', until: '2031-12-31' });
        expect(read).toMatchObject({
          events: [{ title: shown(summary), place: shown(place), on: '2031-09-16', until: '2031-09-18' }],
        });
      }),
    );
  });
});
