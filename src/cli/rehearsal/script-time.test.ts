import { describe, expect, test } from 'vitest';
import { isDay, readMoment } from './script-time.ts';

const utc = (text: string) => {
  const moment = readMoment(text);
  return 'ms' in moment ? new Date(moment.ms).toISOString() : moment.fault;
};

describe('times of a script', () => {
  test.each([
    ['2031-03-04T10:00 Europe/Zurich', '2031-03-04T09:00:00.000Z'],
    ['2031-07-04T10:00 Europe/Zurich', '2031-07-04T08:00:00.000Z'],
    ['2012-10-18T10:30:15 America/Bogota', '2012-10-18T15:30:15.000Z'],
    ['2013-02-26T09:00 Asia/Almaty', '2013-02-26T03:00:00.000Z'],
    ['2031-12-31T23:59 Pacific/Kiritimati', '2031-12-31T09:59:00.000Z'],
    ['2031-01-01T00:00 UTC', '2031-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(utc(text)).toBe(expected);
  });

  test('an hour that comes twice is its first pass', () => {
    expect(utc('2025-10-26T02:30 Europe/Zurich')).toBe('2025-10-26T00:30:00.000Z');
  });

  test.each([
    ['2025-03-30T02:30 Europe/Zurich', 'skipped'],
    ['2031-02-29T10:00 UTC', 'date'],
    ['2031-02-28T24:00 UTC', 'date'],
    ['2031-02-28T10:00 Europe/Zürich', 'form'],
    ['2031-02-28T10:00 Europe/Atlantis', 'zone'],
    ['2031-02-28T10:00', 'form'],
    ['tomorrow', 'form'],
  ])('%s is refused: %s', (text, fault) => {
    expect(utc(text)).toBe(fault);
  });

  test('a day is one of the calendar', () => {
    expect(isDay('2032-02-29')).toBe(true);
    expect(isDay('2031-02-29')).toBe(false);
    expect(isDay('2031-2-9')).toBe(false);
  });
});
