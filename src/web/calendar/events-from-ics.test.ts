import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePayload } from '../../records/payload.ts';
import { type EventsFromIcs, eventsFromIcs } from './events-from-ics.ts';
import { ICS_BLOCKS_MAX, ICS_BYTES_MAX, ICS_EVENTS_MAX, ICS_REPEATS_MAX } from './limits.ts';

const ASKED = { zone: 'Europe/Oslo', from: '2031-01-01', until: '2032-12-31' };
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const read = (text: string | Uint8Array) => eventsFromIcs(text, ASKED);
const one = (...lines: string[]) => taken(read(file(...event('SUMMARY:Fair', ...lines))));
const days = (...lines: string[]) => one(...lines).events.map(({ on }) => on);

function taken(from: EventsFromIcs) {
  if (from.kind !== 'events') throw new Error(from.kind);
  return from;
}

const NONE = { unreadable: 0, untitled: 0, cancelled: 0, elsewhen: 0, repeating: 0, tooMany: 0 };

describe('an event of a calendar file', () => {
  test('keeps its title, place, days and address, and nothing else', () => {
    const text = file(
      'X-WR-CALNAME:anna@example.org',
      ...event(
        'UID:1@example.org',
        'SUMMARY:Election\\, first\\n round',
        'DESCRIPTION:Anna knows',
        'ORGANIZER;CN=Anna:mailto:anna@example.org',
        'LOCATION:Arvelia\\; all districts',
        'URL:https://example.org/election',
        'DTSTART;VALUE=DATE:20310914',
        'DTEND;VALUE=DATE:20310917',
      ),
    );
    expect(read(text)).toEqual({
      kind: 'events',
      skipped: NONE,
      events: [
        {
          title: 'Election, first  round',
          place: 'Arvelia; all districts',
          source: 'https://example.org/election',
          on: '2031-09-14',
          until: '2031-09-16',
        },
      ],
    });
    expect(read(new TextEncoder().encode(`\ufeff${text}`))).toEqual(read(text));
  });

  test.each([
    ['a day', ['DTSTART;VALUE=DATE:20310914'], '2031-09-14', undefined],
    [
      'a day that ends on the next',
      ['DTSTART;VALUE=DATE:20310914', 'DTEND;VALUE=DATE:20310915'],
      '2031-09-14',
      undefined,
    ],
    ['days by their number', ['DTSTART;VALUE=DATE:20310914', 'DURATION:P3D'], '2031-09-14', '2031-09-16'],
    [
      'over the end of a leap February',
      ['DTSTART;VALUE=DATE:20320228', 'DTEND;VALUE=DATE:20320302'],
      '2032-02-28',
      '2032-03-01',
    ],
    [
      'an evening',
      ['DTSTART;TZID=America/Lima:20310914T200000', 'DTEND;TZID=America/Lima:20310914T230000'],
      '2031-09-14',
      undefined,
    ],
    ['an evening until midnight', ['DTSTART:20310914T200000', 'DTEND:20310915T000000'], '2031-09-14', undefined],
    ['a night', ['DTSTART:20310914T200000', 'DURATION:PT8H'], '2031-09-14', '2031-09-15'],
    [
      'a time of a zone by another name',
      ['DTSTART;TZID="W. Europe Standard Time":20310914T233000'],
      '2031-09-14',
      undefined,
    ],
    [
      'a time in UTC, on the day that it is here',
      ['DTSTART:20310914T223000Z', 'DTEND:20310914T233000Z'],
      '2031-09-15',
      undefined,
    ],
    [
      'a time in UTC until midnight here',
      ['DTSTART:20310914T080000Z', 'DTEND:20310914T220000Z'],
      '2031-09-14',
      undefined,
    ],
    [
      'an end before the beginning',
      ['DTSTART;VALUE=DATE:20310914', 'DTEND;VALUE=DATE:20310901'],
      '2031-09-14',
      undefined,
    ],
    ['names of properties in small letters', ['dtstart;value=date:20310914'], '2031-09-14', undefined],
  ])('stands on its own days: %s', (_name, lines, on, until) => {
    expect(one(...lines)).toMatchObject({ events: [{ title: 'Fair', on, until }], skipped: NONE });
  });

  test('is unfolded, whatever ends its lines', () => {
    const text = file(...event('SUMMARY:Snow', ' melt', '\t feast', 'DTSTART;VALUE=DATE:20310914'));
    for (const each of [text, text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\r')]) {
      expect(read(each)).toMatchObject({ events: [{ title: 'Snowmelt feast' }] });
    }
  });

  test('that is broken costs itself and no other', () => {
    const good = event('SUMMARY:Fair', 'DTSTART;VALUE=DATE:20310914');
    const broken = [
      event('SUMMARY:No day'),
      event('SUMMARY:No such day', 'DTSTART;VALUE=DATE:20310231'),
      event('SUMMARY:No day at all', 'DTSTART:tomorrow'),
      event('SUMMARY:No line', 'DTSTART;VALUE=DATE:20310914', 'this is not one'),
      event('SUMMARY:No rule', 'DTSTART;VALUE=DATE:20310914', 'RRULE:FREQ=SOMETIMES'),
      ['BEGIN:VEVENT', 'SUMMARY:No end'],
    ];
    const { events, skipped } = taken(read(file(...broken.flat(), ...good)));
    expect(events.map(({ title }) => title)).toEqual(['Fair']);
    expect(skipped).toEqual({ ...NONE, unreadable: broken.length });
  });

  test('is counted where it is cancelled, has no title, or is long ago', () => {
    const text = file(
      ...event('SUMMARY:Off', 'STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20310914'),
      ...event('DTSTART;VALUE=DATE:20310914'),
      ...event('SUMMARY:Then', 'DTSTART;VALUE=DATE:20210914'),
    );
    expect(read(text)).toEqual({
      kind: 'events',
      events: [],
      skipped: { ...NONE, cancelled: 1, untitled: 1, elsewhen: 1 },
    });
  });

  test('has a title that a record has room for, on one line, cut between characters', () => {
    const { events } = taken(
      read(
        file(
          ...event(`SUMMARY:${'ö'.repeat(500)}`, 'DTSTART;VALUE=DATE:20310914'),
          ...event('SUMMARY:a\u202eb\u0007c', 'DTSTART;VALUE=DATE:20310915'),
        ),
      ),
    );
    expect(events.map(({ title }) => title)).toEqual(['ö'.repeat(200), 'a b c']);
  });
});

describe('an event that comes again', () => {
  test.each([
    ['FREQ=DAILY;COUNT=3', ['2031-01-31', '2031-02-01', '2031-02-02']],
    ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20310228T235959Z', ['2031-01-31', '2031-02-14', '2031-02-28']],
    ['FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3', ['2031-01-31', '2031-02-03', '2031-02-07']],
    ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', ['2031-01-31', '2031-02-28', '2031-03-28']],
    ['FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=17;UNTIL=20331231', ['2031-01-31', '2031-05-17', '2032-05-17']],
  ])('is taken on its days: %s', (rule, expected) => {
    expect(days('DTSTART;VALUE=DATE:20310131', `RRULE:${rule}`)).toEqual(expected);
  });

  test('that began long ago is taken on the days that are asked for', () => {
    expect(days('DTSTART;VALUE=DATE:20240517', 'RRULE:FREQ=YEARLY')).toEqual(['2031-05-17', '2032-05-17']);
  });

  test('without an end is taken so far, and that is said', () => {
    const { events, skipped } = one('DTSTART;VALUE=DATE:20310131', 'RRULE:FREQ=DAILY');
    expect([events.length, events.at(-1)?.on]).toEqual([ICS_REPEATS_MAX, '2031-03-23']);
    expect(skipped).toEqual({ ...NONE, repeating: 1 });
  });

  test('leaves out its exceptions, and the days on which another stands instead', () => {
    const text = file(
      ...event(
        'UID:1',
        'SUMMARY:Fair',
        'DTSTART;VALUE=DATE:20310901',
        'RRULE:FREQ=DAILY;COUNT=4',
        'EXDATE;VALUE=DATE:20310902',
      ),
      ...event('UID:1', 'SUMMARY:Fair, moved', 'RECURRENCE-ID;VALUE=DATE:20310903', 'DTSTART;VALUE=DATE:20310910'),
      ...event('UID:2', 'SUMMARY:Other', 'DTSTART;VALUE=DATE:20310903'),
    );
    expect(taken(read(text)).events.map(({ on, title }) => `${on} ${title}`)).toEqual([
      '2031-09-01 Fair',
      '2031-09-03 Other',
      '2031-09-04 Fair',
      '2031-09-10 Fair, moved',
    ]);
  });

  test.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=99999999',
    'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1',
    'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6',
    'FREQ=MONTHLY;BYSETPOS=300;BYDAY=MO',
  ])('by a rule that might take for ever is taken once: %s', (rule) => {
    const { events, skipped } = one('DTSTART;VALUE=DATE:20310131', `RRULE:${rule}`);
    expect(events.map(({ on }) => on)).toEqual(['2031-01-31']);
    expect(skipped.repeating).toBe(1);
  });
});

describe('a file from anywhere', () => {
  test('that is no calendar is none', () => {
    for (const text of ['', 'hello', 'BEGIN:VCARD\r\nEND:VCARD', '<html>BEGIN:VCALENDAR</html>', '\0'.repeat(100)]) {
      expect(read(text)).toEqual({ kind: 'not-a-calendar' });
    }
    expect(read(file())).toMatchObject({ events: [], skipped: NONE });
  });

  test('that is too large is not read', () => {
    expect(read(new Uint8Array(ICS_BYTES_MAX + 1))).toEqual({ kind: 'too-large', bytesMax: ICS_BYTES_MAX });
  });

  test.each(['20310101', '20220101'])('with more than can be looked through is cut, soon: daily from %s', (first) => {
    const lines = (n: number) => event(`SUMMARY:E${n}`, `DTSTART;VALUE=DATE:${first}`, 'RRULE:FREQ=DAILY');
    const many = Array.from({ length: 20_000 }, (_, n) => lines(n));
    const began = performance.now();
    const { events, skipped } = taken(read(file(...many.flat()).slice(0, ICS_BYTES_MAX)));
    expect(events.length).toBeLessThanOrEqual(ICS_EVENTS_MAX);
    expect([skipped.tooMany > 10_000, skipped.repeating]).toEqual([true, ICS_BLOCKS_MAX]);
    // Some seconds on a slow machine, once, for a file that somebody made for the purpose.
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('never breaks anything, and gives only what a record takes', () => {
    const name = fc.constantFrom(
      'SUMMARY',
      'DTSTART',
      'DTEND',
      'RRULE',
      'DURATION',
      'EXDATE',
      'RECURRENCE-ID',
      'URL',
      'BEGIN',
      'END',
      'STATUS',
    );
    const parameter = fc.constantFrom(
      '',
      ';VALUE=DATE',
      ';TZID=Europe/Oslo',
      ';VALUE=PERIOD',
      ';X="',
      ';VALUE=NOTHING',
    );
    const rule = fc
      .record({
        freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY', 'SECONDLY'),
        more: fc.array(
          fc.oneof(
            fc.tuple(
              fc.constantFrom('INTERVAL', 'COUNT', 'BYMONTH', 'BYMONTHDAY', 'BYSETPOS', 'BYYEARDAY'),
              fc.integer({ min: -400, max: 400 }),
            ),
            fc.tuple(fc.constantFrom('BYDAY', 'WKST'), fc.constantFrom('MO', '2TU', '-1FR', '53SU', 'XX')),
            fc.tuple(fc.constant('UNTIL'), fc.constantFrom('20320101', '00000000', '20310931T250000Z')),
          ),
          { maxLength: 3 },
        ),
      })
      .map(({ freq, more }) => `FREQ=${freq}${more.map(([key, value]) => `;${key}=${value}`).join('')}`);
    const value = fc.oneof(
      fc.constantFrom(
        '20310914',
        '20310914T120000Z',
        '99991231',
        '99991231T235959Z',
        '00000000',
        'P1D',
        'P999999999W',
        '-PT1S',
        'VEVENT',
        'VALARM',
        'VCALENDAR',
        'CANCELLED',
      ),
      rule,
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    const line = fc.oneof(
      { weight: 9, arbitrary: fc.tuple(name, parameter, value).map(([n, p, v]) => `${n}${p}:${v}`) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    );
    const block = fc
      .array(line, { maxLength: 6 })
      .map((lines) => event('SUMMARY:x', 'DTSTART;VALUE=DATE:20310101', ...lines));
    let takenInAll = 0;
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), (blocks) => {
        const from = read(file(...blocks.flat()));
        if (from.kind !== 'events') return;
        takenInAll += from.events.length;
        for (const each of from.events) {
          expect(() => encodePayload('outside-event', each)).not.toThrow();
          expect(each.until === undefined || each.until > each.on).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
    expect(takenInAll).toBeGreaterThan(500);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => read(bytes).kind !== 'too-large'));
  });
});
