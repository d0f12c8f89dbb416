import { describe, expect, test } from 'vitest';
import { openingWindow } from './axis.ts';
import { bandOf, bandsOf, onlyShown } from './bands.ts';
import { columnOf } from './column.ts';
import { drawingOf } from './drawing.ts';
import { processTimeline } from './process-timeline.ts';
import { pretendChannel, pretendLakeTalks } from './rehearsal-process.ts';
import { wordedTicks } from './worded-ticks.ts';

const NOW = Date.parse('2031-12-01T12:00Z');
const AT = NOW / 86_400_000;
const story = processTimeline(pretendLakeTalks(), { now: NOW, zone: 'UTC' });
const window = openingWindow(story, story.today, 'year');
const MEASURES = {
  width: 900,
  rem: 17,
  textOf: ({ title, place }: { title: string; place: string }) => ({ title, note: place }),
};

describe('the drawing along the line', () => {
  const drawing = drawingOf(story, window, MEASURES);

  test('shows every item of the window once, in its band, and nothing beyond the axis', () => {
    expect(drawing.marks.map(({ item }) => item)).toEqual(story.items);
    for (const { item, band, at, length, top, words } of drawing.marks) {
      const home = drawing.bands.find((one) => one.band === band);
      expect(band).toBe(bandOf(item));
      expect(top).toBeGreaterThan(home?.top ?? Number.NaN);
      expect(top).toBeLessThan((home?.top ?? 0) + (home?.height ?? 0));
      expect(Math.min(at, words.at)).toBeGreaterThanOrEqual(0);
      expect(Math.max(at + length, words.at + words.width)).toBeLessThanOrEqual(900);
    }
  });

  test('has no words that cover others, at any zoom and width', () => {
    for (const width of [650, 900, 1_400]) {
      const { marks } = drawingOf(story, window, { ...MEASURES, width });
      for (const [index, one] of marks.entries()) {
        for (const other of marks.slice(index + 1)) {
          if (one.top !== other.top) continue;
          const [a, b] = [one, other].map(({ at, length, words }) => ({
            from: Math.min(at, words.at),
            until: Math.max(at + length, words.at + words.width),
          })) as [{ from: number; until: number }, { from: number; until: number }];
          expect(a.until <= b.from || b.until <= a.from).toBe(true);
        }
      }
    }
  });

  test('leads an arrow out of the one lane to the edge of the other, and joins what comes together', () => {
    const [arrow] = drawing.arrows;
    const official = drawing.bands.find(({ band }) => band === 'official');
    expect(drawing.arrows).toHaveLength(1);
    expect(arrow?.to.y).toBeLessThan(arrow?.from.y ?? 0);
    expect(arrow?.to.y).toBeLessThan((official?.top ?? 0) + (official?.height ?? 0));
    expect(drawing.joins.map(({ key }) => key)).toEqual(story.convergences.map(({ items }) => items.join(' ')));
  });

  test('leaves out what is not in the window, with its arrows and joins', () => {
    const later = drawingOf(story, { from: '2031-10-01', until: '2031-12-31' }, MEASURES);
    expect(later.marks.map(({ item }) => item.key)).toEqual(['table/causeway']);
    expect([later.arrows, later.joins]).toEqual([[], []]);
    expect(later.bands.map(({ band }) => band)).toEqual(bandsOf(story));
  });
});

describe('the drawing down the page', () => {
  const column = columnOf(story, window, [], AT, { width: 340, rem: 17 });
  const items = column.lines.flatMap((line) => (line.kind === 'item' ? [line] : []));

  test('keeps the order of time, and gives each its room', () => {
    expect(items.map(({ item }) => item)).toEqual(story.items);
    for (const [index, { y }] of items.entries()) {
      if (index > 0) expect(y - (items[index - 1]?.y ?? 0)).toBeGreaterThan(2.5 * 17);
    }
    expect(column.height).toBeGreaterThan(items.at(-1)?.y ?? 0);
  });

  test('shows today between what was and what will be', () => {
    const today = column.lines.find(({ kind }) => kind === 'today');
    expect(today?.y).toBeGreaterThan(items.at(-1)?.y ?? 0);
    expect(
      columnOf(story, window, [], AT + 400, { width: 340, rem: 17 }).lines.some(({ kind }) => kind === 'today'),
    ).toBe(false);
  });

  test('puts contact on the rail of its track, within the page', () => {
    expect(column.pulse.length).toBeGreaterThan(4);
    for (const { x, y } of column.pulse) {
      expect(column.rails.some((rail) => rail.x === x)).toBe(true);
      expect(y >= 0 && y <= column.height).toBe(true);
    }
  });
});

test('what is left out takes along what joined it to others', () => {
  const without = onlyShown(story, new Set(['outside event', 'transfer']));
  expect(new Set(without.items.map(({ kind }) => kind))).toEqual(new Set(['meeting', 'undertaking', 'communiqué']));
  expect(without.convergences).toEqual([]);
  expect(bandsOf(without)).not.toContain('outside');
  expect(onlyShown(story, new Set())).toBe(story);
});

describe('the window that is seen at first', () => {
  test('is the whole story where that is about a year', () => {
    expect([window.from, window.until]).toEqual([story.from, story.until]);
  });

  test('holds today, and rather what was than an empty future', () => {
    const seen = openingWindow(story, story.today, 'month');
    expect(seen.until >= story.today && seen.from <= story.today).toBe(true);
    expect(seen.until <= story.until || seen.until === story.today).toBe(true);
    const { shown } = pretendChannel('table', 'official').meeting('soon', ['2031-12-20', '2031-12-21']);
    const young = processTimeline([shown], { now: NOW, zone: 'UTC' });
    const first = openingWindow(young, young.today, 'month');
    expect(first.from <= young.today && first.until >= '2031-12-16').toBe(true);
  });
});

test('words at ticks do not run into each other: a month goes before its weeks', () => {
  const tick = (day: string, is: 'month' | 'week', at: number) => ({ tick: { day, is, at }, words: 'January' });
  const ticks = [
    tick('2031-01-27', 'week', 0),
    tick('2031-02-01', 'month', 0.05),
    tick('2031-02-03', 'week', 0.07),
    tick('2031-02-10', 'week', 0.3),
    tick('2031-02-17', 'week', 0.99),
  ];
  expect(wordedTicks(ticks, { width: 900, rem: 17 })).toEqual(new Set(['2031-02-01', '2031-02-10']));
});
