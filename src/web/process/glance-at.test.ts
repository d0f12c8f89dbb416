import { expect, test } from 'vitest';
import { glanceAt } from './glance-at.ts';
import { processTimeline } from './process-timeline.ts';
import { pretendChannel, pretendLakeTalks } from './rehearsal-process.ts';
import { shreddedTracks } from './shredded-tracks.ts';

test('a glance shows twelve weeks of every track, what is next and what was published last', () => {
  const planned = pretendChannel('later', 'unofficial').meeting('next', ['2031-12-10', '2031-12-10']);
  const cancelled = pretendChannel('off', 'unofficial').meeting('off', ['2031-12-05', '2031-12-05'], {
    state: { kind: 'cancelled', reason: '', position: 3 } as never,
  });
  const channels = [...pretendLakeTalks(), planned.shown, cancelled.shown];
  const glance = glanceAt(processTimeline(channels, { now: Date.parse('2031-12-01T12:00Z'), zone: 'UTC' }));
  expect(glance.tracks.map(({ track, weeks, active }) => [track, weeks.length, active])).toEqual([
    ['official', 12, 1],
    ['track 1.5', 12, 0],
    ['unofficial', 12, 1],
  ]);
  expect(glance.tracks[0]?.weeks.at(-1)?.week).toBe('2031-12-01');
  expect(glance.next?.key).toBe('later/next');
  expect(glance.last?.key).toBe('table/update');
});

test('a process that began today was not silent before it', () => {
  const { shown } = pretendChannel('new', 'unofficial').contact('2031-12-02');
  const at = { now: Date.parse('2031-12-03T12:00Z'), zone: 'UTC' };
  expect(glanceAt(processTimeline([], at)).lived).toBe(1);
  expect(glanceAt(processTimeline([shown], at)).lived).toBe(1);
  expect(glanceAt(processTimeline([shown], { ...at, now: Date.parse('2031-12-16T12:00Z') })).lived).toBe(3);
});

test('a track that keeps no record is not called silent', () => {
  const rooms = [
    { track: 'official', rule: 'on the record' },
    { track: 'track 1.5', rule: 'off the record' },
    { track: 'track 1.5', rule: 'Chatham House' },
  ] as const;
  expect(shreddedTracks(rooms)).toEqual(new Set(['track 1.5']));
});
