import { describe, expect, test } from 'vitest';
import { cityOf } from '../calendar/zones.ts';
import { meetingTimes } from './meeting-times.ts';

const oslo = (local: string, instant: number) => ({ local, zone: 'Europe/Oslo', instant });
const MORNING = {
  start: oslo('2026-11-24T09:30', Date.UTC(2026, 10, 24, 8, 30)),
  end: oslo('2026-11-24T11:00', Date.UTC(2026, 10, 24, 10, 0)),
};

describe('the times of a meeting', () => {
  test('are those of the wall where it is held', () => {
    const times = meetingTimes(MORNING, 'Europe/Oslo', 'en-GB');
    expect(times.wall).toMatch(/^Tuesday,? 24 November 2026.* 09:30\s?[–-]\s?11:00$/u);
    expect(times).toMatchObject({ city: 'Oslo', own: undefined, isShifted: false });
    expect(meetingTimes(MORNING, 'Europe/Paris', 'en-GB').own).toBeUndefined();
  });

  test('are the reader’s too, where those differ', () => {
    expect(meetingTimes(MORNING, 'Europe/Kyiv', 'en-GB').own).toMatch(/^10:30\s?[–-]\s?12:00$/u);
  });

  test('name the reader’s day where it is another', () => {
    expect(meetingTimes(MORNING, 'Pacific/Honolulu', 'en-GB').own).toMatch(/Monday,? 23 November 2026.*22:30/u);
  });

  test('say when the clocks of the zone are set otherwise than they were agreed', () => {
    const moved = { ...MORNING, start: oslo('2026-11-24T09:30', Date.UTC(2026, 10, 24, 7, 30)) };
    expect(meetingTimes(moved, 'Europe/Oslo', 'en-GB').isShifted).toBe(true);
  });

  test('say which of two is meant where the clocks go back over the beginning', () => {
    const night = (instant: number) => ({ start: oslo('2026-10-25T02:30', instant), end: MORNING.end });
    expect(meetingTimes(night(Date.UTC(2026, 9, 25, 0, 30)), 'UTC', 'en-GB').offset).toBe('GMT+2');
    expect(meetingTimes(night(Date.UTC(2026, 9, 25, 1, 30)), 'UTC', 'en-GB').offset).toBe('GMT+1');
    expect(meetingTimes(MORNING, 'UTC', 'en-GB').offset).toBeUndefined();
  });

  test('of a zone that this device does not know are shown as they were agreed', () => {
    const there = { start: { ...MORNING.start, zone: 'Mars/Base' }, end: { ...MORNING.end, zone: 'Mars/Base' } };
    const times = meetingTimes(there, 'UTC', 'en-GB');
    expect(times.wall).toContain('09:30');
    expect(times).toMatchObject({ city: 'Base', isShifted: false });
  });

  test('name both cities where it ends in another zone', () => {
    const journey = { ...MORNING, end: { ...MORNING.end, zone: 'Europe/London', local: '2026-11-24T10:00' } };
    expect(meetingTimes(journey, 'UTC', 'en-GB').city).toBe('Oslo – London');
  });
});

test('a zone is called by its city, as that is called today', () => {
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect(cityOf('UTC')).toBe('UTC');
  expect(cityOf('Europe/Kiev')).toBe('Kyiv');
});
