import { describe, expect, test } from 'vitest';
import { processTimeline } from './process-timeline.ts';
import { type PretendedChannel, pretendChannel, pretendLakeTalks } from './rehearsal-process.ts';

const OPTIONS = { now: Date.parse('2031-12-01T12:00Z'), zone: 'UTC' };
const found = (...channels: PretendedChannel[]) =>
  processTimeline(
    channels.map(({ shown }) => shown),
    OPTIONS,
  ).convergences;
const official = () => pretendChannel('table', 'official');
const unofficial = () => pretendChannel('workshop', 'unofficial');

describe('a convergence', () => {
  test('is of a meeting and what happens outside, at one place or on the same days', () => {
    expect(processTimeline(pretendLakeTalks(), OPTIONS).convergences).toEqual([
      {
        kind: 'same place and days',
        items: ['workshop/north-quay', 'workshop/festival'],
        lanes: ['unofficial'],
        from: '2031-05-20',
        until: '2031-05-21',
        daysApart: 0,
        place: 'Tallinn',
      },
      {
        kind: 'same days',
        items: ['table/election', 'table/second-round'],
        lanes: ['official'],
        from: '2031-09-16',
        until: '2031-09-16',
        daysApart: 0,
        place: '',
      },
    ]);
  });

  test('is of meetings of two tracks, and not of two meetings of one', () => {
    const table = official().meeting('a', ['2031-03-01', '2031-03-03']);
    const workshop = unofficial().meeting('b', ['2031-03-03', '2031-03-04']);
    expect(found(table, workshop)).toMatchObject([{ kind: 'same days', lanes: ['official', 'unofficial'] }]);
    const other = pretendChannel('other', 'official').meeting('b', ['2031-03-03', '2031-03-04']);
    expect(found(table, other)).toEqual([]);
  });

  test('is not of two outside events, nor of a meeting that was cancelled', () => {
    const cancelled = { state: { kind: 'cancelled', note: '', position: 3 } } as const;
    const table = official().outside('e', '2031-03-01').meeting('m', ['2031-03-01', '2031-03-01'], cancelled);
    expect(found(table, unofficial().outside('f', '2031-03-01'))).toEqual([]);
  });

  test.each([
    ['Geneva', 'geneva', true],
    ['Genève', 'Geneve', true],
    ['Tromsø, the library', 'Tromsø', true],
    ['Hotel du Lac (Geneva)', 'Geneva', true],
    ['Room 2, Geneva', 'Room 2, Oslo', false],
    ['Geneva', 'Genevan hills', false],
    ['', '', false],
    ['…', '—', false],
    ['北京', '北京', true],
  ])('at one place: %s and %s', (one, other, isSame) => {
    const table = official().meeting('a', ['2031-03-01', '2031-03-01'], { place: one });
    const workshop = unofficial().meeting('b', ['2031-03-05', '2031-03-06'], { place: other });
    const expected = { kind: 'same place', from: '2031-03-01', until: '2031-03-05', daysApart: 4, place: one };
    expect(found(table, workshop)).toMatchObject(isSame ? [expected] : []);
  });

  test('at one place is within a month', () => {
    const table = official().meeting('a', ['2031-03-01', '2031-03-01'], { place: 'Oslo' });
    expect(found(table, unofficial().meeting('b', ['2031-03-31', '2031-04-01'], { place: 'Oslo' }))).toHaveLength(1);
    expect(found(table, unofficial().meeting('b', ['2031-04-01', '2031-04-01'], { place: 'Oslo' }))).toHaveLength(0);
  });
});
