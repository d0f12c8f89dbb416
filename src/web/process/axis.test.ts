import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, dayOfNumber } from '../calendar/days.ts';
import { middleOf, moveWindow, placeOn, ticksOf, windowAround, ZOOMS, zoomed, zoomFor } from './axis.ts';

describe('the axis', () => {
  test('has months from afar, weeks and then days from near', () => {
    const ticks = (zoom: (typeof ZOOMS)[number]) => ticksOf(windowAround('2032-01-01', zoom), zoom);
    const months = ticks('year').map(({ day }) => day);
    expect([months.length, months[0], months.at(-1)]).toEqual([12, '2031-08-01', '2032-07-01']);
    expect(
      ticks('year')
        .filter(({ is }) => is === 'year')
        .map(({ day }) => day),
    ).toEqual(['2032-01-01']);
    expect(new Set(ticks('quarter').map(({ is }) => is))).toEqual(new Set(['year', 'month', 'week']));
    expect(ticks('fortnight')).toHaveLength(14);
    expect(ticks('fortnight')[0]).toEqual({ day: '2031-12-25', is: 'day', at: 0 });
  });

  test('places what stands in the window between 0 and 1', () => {
    const window = { from: '2031-03-01', until: '2031-03-10' };
    expect(placeOn(window, dayNumber('2031-03-01'))).toBe(0);
    expect(placeOn(window, dayNumber('2031-03-06'))).toBe(0.5);
    expect(placeOn(window, dayNumber('2031-03-10') + 1)).toBe(1);
    expect(placeOn(window, dayNumber('2031-02-19'))).toBe(-1);
  });

  test('is moved and zoomed, and stays where there is no further', () => {
    expect(moveWindow({ from: '2031-03-01', until: '2031-03-14' }, 'later')).toEqual({
      from: '2031-03-08',
      until: '2031-03-21',
    });
    expect([zoomed('year', 'in'), zoomed('year', 'out'), zoomed('fortnight', 'in')]).toEqual([
      'quarter',
      'year',
      'fortnight',
    ]);
    expect(zoomFor({ from: '2031-03-01', until: '2031-03-14' })).toBe('fortnight');
    expect(zoomFor({ from: '2031-03-01', until: '2031-03-31' })).toBe('month');
    expect(zoomFor({ from: '2031-03-01', until: '2039-03-31' })).toBe('year');
  });

  test('holds for every day: it is in the middle of its window, and ticks stand in their order', () => {
    const day = fc.integer({ min: -20_000, max: 60_000 }).map(dayOfNumber);
    fc.assert(
      fc.property(day, fc.constantFrom(...ZOOMS), (middle, zoom) => {
        const window = windowAround(middle, zoom);
        expect(middleOf(window)).toBe(middle);
        expect(moveWindow(moveWindow(window, 'later'), 'earlier')).toEqual(window);
        expect(zoomFor(window)).toBe(zoom);
        const places = ticksOf(window, zoom).map(({ at }) => at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((at) => at >= 0 && at < 1)).toBe(true);
      }),
    );
  });
});
