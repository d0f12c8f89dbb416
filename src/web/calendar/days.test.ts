import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayIn, dayNumber, dayOfNumber, lastDayOfMonth, weekOf } from './days.ts';

describe('days', () => {
  test('are counted over leap days and the ends of years', () => {
    expect(addDays('2032-02-28', 1)).toBe('2032-02-29');
    expect(addDays('2031-12-31', 1)).toBe('2032-01-01');
    expect(addDays('1969-12-31', -1)).toBe('1969-12-30');
  });

  test('have numbers that give them back, as long as years have four digits', () => {
    fc.assert(fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (n) => dayNumber(dayOfNumber(n)) === n));
    expect([dayOfNumber(-719_529), dayOfNumber(2_932_897)]).toEqual(['0000-01-01', '9999-12-31']);
    expect(dayOfNumber(Number.MAX_SAFE_INTEGER)).toBe('9999-12-31');
  });

  test('end a month where the next begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }).map(dayOfNumber), (day) => {
        expect(lastDayOfMonth(day).slice(0, 7)).toBe(day.slice(0, 7));
        expect(addDays(lastDayOfMonth(day), 1).slice(8)).toBe('01');
      }),
    );
    expect(lastDayOfMonth('9999-12-03')).toBe('9999-12-31');
  });

  test('belong to the week of the Monday before', () => {
    expect(weekOf('2026-11-24')).toBe('2026-11-23');
    expect(weekOf('2026-11-23')).toBe('2026-11-23');
    expect(weekOf('2026-11-29')).toBe('2026-11-23');
    expect(weekOf('1969-12-31')).toBe('1969-12-29');
  });
});

describe('the day of an instant', () => {
  test('is that of the zone', () => {
    const instant = Date.UTC(2031, 2, 11, 23, 30);
    expect(dayIn('UTC')(instant)).toBe('2031-03-11');
    expect(dayIn('Europe/Oslo')(instant)).toBe('2031-03-12');
    expect(dayIn('America/Los_Angeles')(instant)).toBe('2031-03-11');
    expect(dayIn('Asia/Kathmandu')(Date.UTC(2031, 2, 11, 18, 14, 59, 999))).toBe('2031-03-11');
    expect(dayIn('Asia/Kathmandu')(Date.UTC(2031, 2, 11, 18, 15))).toBe('2031-03-12');
  });

  test('holds on the nights on which clocks are changed', () => {
    const oslo = dayIn('Europe/Oslo');
    // 2031-03-30 begins at 23:00 UTC and ends at 22:00 UTC.
    expect(oslo(Date.UTC(2031, 2, 29, 22, 59))).toBe('2031-03-29');
    expect(oslo(Date.UTC(2031, 2, 29, 23, 0))).toBe('2031-03-30');
    expect(oslo(Date.UTC(2031, 2, 30, 21, 59))).toBe('2031-03-30');
    expect(oslo(Date.UTC(2031, 2, 30, 22, 0))).toBe('2031-03-31');
    // Samoa had no 30 December 2011.
    const apia = dayIn('Pacific/Apia');
    expect(apia(Date.UTC(2011, 11, 30, 9, 59))).toBe('2011-12-29');
    expect(apia(Date.UTC(2011, 11, 30, 10, 0))).toBe('2011-12-31');
  });

  test('is what Intl says, at any time, in any zone', () => {
    const zone = fc.constantFrom('Europe/Oslo', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC');
    const time = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) });
    fc.assert(
      fc.property(zone, time, (timeZone, instant) => {
        const said = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(instant);
        expect(dayIn(timeZone)(instant)).toBe(said);
      }),
    );
  });
});
