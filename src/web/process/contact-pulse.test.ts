import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar/days.ts';
import { contactOn, pulseOf, stagnationOf } from './contact-pulse.ts';

const TODAY = '2031-06-11';
const days = (...entries: [string, number][]) => new Map(entries);

describe('the pulse of a track', () => {
  test('has every week from the first contact to this one', () => {
    const { weeks } = pulseOf('official', days(['2031-05-19', 2], ['2031-05-25', 9], ['2031-06-09', 30]), TODAY);
    expect(weeks).toEqual([
      { week: '2031-05-19', contacts: 11, level: 3 },
      { week: '2031-05-26', contacts: 0, level: 0 },
      { week: '2031-06-02', contacts: 0, level: 0 },
      { week: '2031-06-09', contacts: 30, level: 4 },
    ]);
    expect(pulseOf('official', days(), TODAY).weeks).toEqual([]);
  });

  test('has the same level for the same number, in whatever year', () => {
    const level = (count: number) => pulseOf('official', days([TODAY, count]), TODAY).weeks[0]?.level;
    expect([1, 2, 3, 9, 10, 29, 30, 3_000].map(level)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  test('counts all channels of a track, and no day that is still to come', () => {
    const channels = [{ contactsByDay: { [TODAY]: 2, '2031-06-12': 5 } }, { contactsByDay: { [TODAY]: 1 } }];
    expect([...contactOn(channels, TODAY)]).toEqual([[TODAY, 3]]);
  });
});

describe('stagnation', () => {
  test('is said of a track that is silent, and of one that was', () => {
    const contacts = days(['2031-01-01', 1], ['2031-01-22', 1], ['2031-02-11', 1], ['2031-05-20', 4]);
    expect(stagnationOf('unofficial', contacts, TODAY)).toEqual([
      { kind: 'silent', track: 'unofficial', weeksWithoutContact: 3, since: '2031-05-20' },
      { kind: 'was silent', track: 'unofficial', weeksWithoutContact: 14, since: '2031-02-11', until: '2031-05-20' },
      { kind: 'was silent', track: 'unofficial', weeksWithoutContact: 3, since: '2031-01-01', until: '2031-01-22' },
    ]);
  });

  test('is not said after two weeks, and is another thing before there was any contact', () => {
    expect(stagnationOf('official', days([addDays(TODAY, -20), 1]), TODAY)).toEqual([]);
    expect(stagnationOf('official', days(), TODAY)).toEqual([{ kind: 'no contact yet', track: 'official' }]);
  });

  test('and the pulse tell of the same silences', () => {
    const ago = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ago, (agos) => {
        const contacts = days(...agos.map((n): [string, number] => [addDays(TODAY, -n), 1]));
        const { weeks } = pulseOf('official', contacts, TODAY);
        for (const silence of stagnationOf('official', contacts, TODAY)) {
          if (silence.kind === 'no contact yet') throw new Error('there was contact');
          const until = silence.kind === 'silent' ? addDays(TODAY, 1) : silence.until;
          const within = weeks.filter(({ week }) => week > silence.since && addDays(week, 6) < until);
          expect(within.length).toBeGreaterThanOrEqual(silence.weeksWithoutContact - 1);
          expect(within.every(({ contacts }) => contacts === 0)).toBe(true);
        }
      }),
    );
  });
});
