import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { zonedTime } from '../../records/when.ts';
import { readWallClock, wallClockAt } from './zoned-time.ts';
import { ownZone, zoneName, zoneOffset, zonesToChoose } from './zones.ts';

const at = (local: string, zone: string, instant: number) => ({ local, zone, instant });

describe('a wall clock', () => {
  test('shows most times once', () => {
    expect(readWallClock('2031-03-11T10:00', 'Europe/Zurich')).toEqual({
      kind: 'once',
      time: at('2031-03-11T10:00', 'Europe/Zurich', Date.UTC(2031, 2, 11, 9)),
    });
    expect(readWallClock('2031-07-11T10:00', 'America/St_Johns')).toMatchObject({
      time: { instant: Date.UTC(2031, 6, 11, 12, 30) },
    });
  });

  test('passes an hour twice when it goes back', () => {
    expect(readWallClock('2031-10-26T02:30', 'Europe/Oslo')).toEqual({
      kind: 'twice',
      earlier: at('2031-10-26T02:30', 'Europe/Oslo', Date.UTC(2031, 9, 26, 0, 30)),
      later: at('2031-10-26T02:30', 'Europe/Oslo', Date.UTC(2031, 9, 26, 1, 30)),
    });
    expect(readWallClock('2031-10-26T03:00', 'Europe/Oslo').kind).toBe('once');
  });

  test('skips an hour when it goes forward', () => {
    expect(readWallClock('2031-03-30T02:30', 'Europe/Oslo')).toEqual({
      kind: 'skipped',
      before: at('2031-03-30T01:30', 'Europe/Oslo', Date.UTC(2031, 2, 30, 0, 30)),
      after: at('2031-03-30T03:30', 'Europe/Oslo', Date.UTC(2031, 2, 30, 1, 30)),
    });
    // Half an hour only.
    expect(readWallClock('2031-10-05T02:15', 'Australia/Lord_Howe').kind).toBe('skipped');
    expect(readWallClock('2031-10-05T02:30', 'Australia/Lord_Howe').kind).toBe('once');
    // Samoa went over the date line, and over a whole day.
    expect(readWallClock('2011-12-30T12:00', 'Pacific/Apia')).toMatchObject({
      kind: 'skipped',
      before: { local: '2011-12-29T12:00' },
    });
  });

  test('shows no time that is none, in no zone that is none', () => {
    for (const local of [
      '',
      '2031-02-29T10:00',
      '2031-03-11T24:00',
      '2031-03-11',
      '2031-03-11T10:00Z',
      '+012031-03-11T10:00',
    ]) {
      expect(readWallClock(local, 'UTC'), local).toEqual({ kind: 'not-a-time' });
    }
    for (const zone of ['', 'Europe/Atlantis', '<script>', 'Europe/Oslo[u-ca=hebrew]']) {
      expect(readWallClock('2031-03-11T10:00', zone), zone).toEqual({ kind: 'unknown-zone' });
    }
  });

  test('gives every minute back, and says so of one that it shows twice', () => {
    const zone = fc.constantFrom(
      'Europe/Oslo',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Tehran',
      'UTC',
    );
    const minute = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(zone, minute, (where, minutes) => {
        const time = wallClockAt(minutes * 60_000, where);
        const read = readWallClock(time.local, where);
        const meant = read.kind === 'once' ? [read.time] : read.kind === 'twice' ? [read.earlier, read.later] : [];
        expect(meant).toContainEqual(time);
      }),
    );
  });
});

describe('zones to choose from', () => {
  test('are all that the device knows, its own first, each once, and each as a record takes it', () => {
    const zones = zonesToChoose('Asia/Kathmandu');
    expect(zones.slice(0, 2)).toEqual(['Asia/Kathmandu', 'UTC']);
    expect(zones).toContain('Europe/Oslo');
    expect(new Set(zones).size).toBe(zones.length);
    const codec = zonedTime('start');
    for (const zone of zones) {
      const read = readWallClock('2031-06-11T10:00', zone);
      expect(read.kind, zone).toBe('once');
      if (read.kind === 'once') expect(decode(codec, encode(codec, read.time), 200)).toEqual(read.time);
    }
    expect(zonesToChoose(ownZone())[0]).toBe(ownZone());
    // A place has one name in the list, whichever of its two this device goes by.
    for (const own of ['Europe/Kyiv', 'Europe/Kiev']) {
      expect(zonesToChoose(own).filter((zone) => zoneName(zone) === 'Europe/Kyiv')).toEqual([own]);
    }
    const names = zonesToChoose('UTC').slice(1).map(zoneName);
    expect(names).toEqual([...names].sort());
  });

  test('are as far from Greenwich as their clocks are on that day', () => {
    expect(zoneOffset('Europe/Zurich', Date.UTC(2031, 0, 11), 'en')).toBe('GMT+1');
    expect(zoneOffset('Europe/Zurich', Date.UTC(2031, 6, 11), 'en')).toBe('GMT+2');
  });
});
