import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BallotView, SoundingView } from '../sounding-slice.ts';
import { countChoices } from './count-choices.ts';
import { countGrades } from './count-grades.ts';
import { countRankings } from './count-rankings.ts';
import { overlapOf } from './overlap.ts';
import { resultOf, type SoundingResult } from './sounding-result.ts';

const [NORTH, SOUTH] = ['11'.repeat(16), '12'.repeat(16)] as const;
const OPTIONS = ['Three gauges', 'One gauge', 'None'];

function view(change: Partial<SoundingView>): SoundingView {
  return {
    position: 4,
    epoch: 0,
    box: 'b0'.repeat(16),
    question: 'Which?',
    language: 'en',
    form: { kind: 'scale', options: OPTIONS },
    electorate: 'every seat',
    seats: Array.from({ length: 6 }, (_, i) => `2${i}`.repeat(16)),
    sides: [
      { party: NORTH, seats: 3 },
      { party: SOUTH, seats: 3 },
    ],
    closesAt: 1,
    ballotsMin: 2,
    bySide: true,
    openedBy: '20'.repeat(16),
    closing: null,
    closedAt: 9,
    isVoid: false,
    ballots: [],
    ...change,
  };
}

function ballots(side: string, ...all: readonly (readonly number[])[]): BallotView[] {
  return all.map((grades, i) => ({ entry: `${side.slice(0, 2)}${i}`, side, answer: { kind: 'scale', grades } }));
}

const counted = (result: SoundingResult) => result as Extract<SoundingResult, { kind: 'counted' }>;
const sidesOf = (of: SoundingView) => {
  const { sides } = counted(resultOf(of));
  if (typeof sides === 'string') throw new Error(sides);
  return sides;
};

const permutation = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });

describe('counting', () => {
  test('[SOUND-7] shows nothing before the close, of too few, or of more than there are seats', () => {
    const two = ballots(NORTH, [1, 2, 3], [4, 5, 1]);
    expect(resultOf(view({ ballots: two, closedAt: null }))).toEqual({ kind: 'open' });
    expect(resultOf(view({ ballots: two, ballotsMin: 3 }))).toEqual({ kind: 'too-few' });
    expect(resultOf(view({ ballots: two, isVoid: true }))).toEqual({ kind: 'void' });
    const seven = ballots(NORTH, ...Array.from({ length: 7 }, () => [1, 1, 1]));
    expect(resultOf(view({ ballots: seven }))).toEqual({ kind: 'void' });
    expect(resultOf(view({ ballots: two }))).toMatchObject({ kind: 'counted', turnout: 2, seats: 6 });
  });

  test('[SOUND-6] comes to the same in whatever order the ballots stand', () => {
    const grades = fc.array(fc.tuple(...OPTIONS.map(() => fc.integer({ min: 1, max: 5 }))), {
      minLength: 2,
      maxLength: 3,
    });
    fc.assert(
      fc.property(grades, grades, fc.infiniteStream(fc.nat()), (north, south, draws) => {
        const all = [...ballots(NORTH, ...north), ...ballots(SOUTH, ...south)];
        const drawn = new Map(all.map(({ entry }) => [entry, draws.next().value as number]));
        const other = all.toSorted((a, b) => (drawn.get(a.entry) ?? 0) - (drawn.get(b.entry) ?? 0));
        expect(resultOf(view({ ballots: other }))).toEqual(resultOf(view({ ballots: all })));
      }),
    );
  });

  test('gives every ballot one place in a distribution, and the sides make up the whole', () => {
    const grades = fc.array(fc.tuple(...OPTIONS.map(() => fc.integer({ min: 1, max: 5 }))), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(grades, grades, (north, south) => {
        const of = view({ ballots: [...ballots(NORTH, ...north), ...ballots(SOUTH, ...south)] });
        const { all } = counted(resultOf(of));
        if (all.kind !== 'scale') throw new Error(all.kind);
        all.options.forEach((option, index) => {
          expect(option.distribution.reduce((sum, each) => sum + each, 0)).toBe(north.length + south.length);
          const bySide = sidesOf(of).map(({ counted: each }) =>
            each.kind === 'scale' ? each.options[index] : undefined,
          );
          expect(bySide.reduce((sum, each) => sum + (each?.couldLiveWith ?? 0), 0)).toBe(option.couldLiveWith);
          // At least half give the median or more, and at least half give it or less.
          const { median, ballots: n, distribution } = option;
          const reach = (from: number, to: number) =>
            distribution.slice(from - 1, to).reduce((sum, each) => sum + each, 0);
          expect(2 * reach(1, median ?? 0)).toBeGreaterThanOrEqual(n);
          expect(2 * reach(median ?? 0, 5)).toBeGreaterThanOrEqual(n);
        });
      }),
    );
  });

  test('of yes and no', () => {
    expect(countChoices(['yes', 'no', 'yes', 'abstain'])).toEqual({ yes: 2, no: 1, abstain: 1 });
  });

  test('takes the lower of two medians', () => {
    expect(countGrades([[2], [4]], 1)[0]).toMatchObject({ median: 2, couldLiveWith: 1 });
    expect(countGrades([], 1)[0]).toMatchObject({ median: null, ballots: 0 });
  });

  test('finds what is preferred to all, where there is such, and points otherwise', () => {
    // The first has fewer points than the second, and beats it in the pair.
    const all = [...Array.from({ length: 3 }, () => [0, 1, 2]), ...Array.from({ length: 2 }, () => [1, 2, 0])];
    expect(countRankings(all, 3)).toMatchObject({ preferredToAll: 0, points: [6, 7, 2], order: [0, 1, 2] });
    const circle = [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ];
    expect(countRankings(circle, 3)).toMatchObject({ preferredToAll: null, points: [3, 3, 3], order: [0, 1, 2] });
  });

  test('of rankings keeps every pair, and puts what beats all others first', () => {
    fc.assert(
      fc.property(fc.array(permutation, { minLength: 1, maxLength: 9 }), (orders) => {
        const { over, order, preferredToAll, points } = countRankings(orders, 4);
        for (let a = 0; a < 4; a++) {
          for (let b = 0; b < a; b++) expect((over[a]?.[b] ?? 0) + (over[b]?.[a] ?? 0)).toBe(orders.length);
        }
        expect(order.toSorted()).toEqual([0, 1, 2, 3]);
        if (preferredToAll !== null) expect(order[0]).toBe(preferredToAll);
        expect(points.reduce((sum, each) => sum + each, 0)).toBe(6 * orders.length);
      }),
    );
  });

  test('of words keeps them as the record has them', () => {
    const said = ['Not yet.', 'Perhaps.'].map((text, i) => ({
      entry: `${i}`,
      side: null,
      answer: { kind: 'words' as const, text, language: 'en' },
    }));
    const result = resultOf(view({ form: { kind: 'words' }, bySide: false, ballots: said }));
    expect(counted(result).all).toMatchObject({ texts: [{ text: 'Not yet.' }, { text: 'Perhaps.' }] });
  });
});

describe('where the sides meet', () => {
  test('[SOUND-8] what the side that likes it least could live with comes first', () => {
    const of = view({
      // The first is loved by one side alone; the second all could live with.
      ballots: [...ballots(NORTH, [5, 3, 1], [5, 4, 1]), ...ballots(SOUTH, [1, 3, 2], [2, 3, 5])],
    });
    const overlap = overlapOf(sidesOf(of), 3);
    expect(overlap?.map(({ option, least }) => [option, least])).toEqual([
      [1, 1],
      [0, 0],
      [2, 0],
    ]);
    expect(overlap?.[1]?.bySide).toEqual([1, 0]);
  });

  test('[SOUND-8] shows no sides where more ballots name one than it has seats', () => {
    const of = view({ ballots: ballots(NORTH, [1, 1, 1], [1, 1, 1], [1, 1, 1], [5, 5, 5]) });
    expect(counted(resultOf(of)).sides).toBe('overclaimed');
    expect(counted(resultOf(view({ ...of, bySide: false }))).sides).toBe('not-asked');
  });

  test('says nothing of a side that cast no ballot', () => {
    expect(overlapOf(sidesOf(view({ ballots: ballots(NORTH, [1, 1, 1], [2, 2, 2]) })), 3)).toBeUndefined();
  });
});
