import type { SideResult } from './sounding-result.ts';

/** How far one option carries each side, from 0 to 1, and the least of it: where the sides meet. */
export interface OverlapOption {
  /** By its index; 0 is the question itself where there are no options. */
  readonly option: number;
  /** In the order of the sides. */
  readonly bySide: readonly number[];
  readonly least: number;
}

/**
 * Options by what the side that likes each least makes of it: what all sides could live with comes first.
 *
 * On a scale it is the share of a side's ballots that could live with the option; in a ranking, the points that a side
 * gave it out of those that it could; of yes or no, the share of yes among those who did not abstain. Nothing for words,
 * and nothing where a side cast no ballot.
 */
export function overlapOf(sides: readonly SideResult[], options: number): readonly OverlapOption[] | undefined {
  if (sides.some(({ turnout }) => turnout === 0)) return undefined;
  const all = Array.from({ length: Math.max(1, options) }, (_, option) => {
    const bySide = sides.map((side) => carried(side, option));
    return { option, bySide, least: Math.min(...bySide) };
  });
  if (all.some(({ least }) => Number.isNaN(least))) return undefined;
  const sum = ({ bySide }: OverlapOption) => bySide.reduce((total, each) => total + each, 0);
  return all.toSorted((a, b) => b.least - a.least || sum(b) - sum(a) || a.option - b.option);
}

function carried({ counted, turnout }: SideResult, option: number): number {
  switch (counted.kind) {
    case 'scale':
      return (counted.options[option]?.couldLiveWith ?? 0) / turnout;
    case 'ranking':
      return (counted.ranking.points[option] ?? 0) / (turnout * (counted.ranking.points.length - 1));
    case 'yes-no': {
      const { yes, no } = counted.choices;
      return yes + no === 0 ? 0 : yes / (yes + no);
    }
    case 'words':
      return Number.NaN;
  }
}
