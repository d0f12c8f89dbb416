import { GRADE_TO_LIVE_WITH, GRADES } from '../limits.ts';

/** What one option was given. */
export interface GradeCount {
  readonly ballots: number;
  /** How many gave each grade, from the lowest. */
  readonly distribution: readonly number[];
  /** The grade that half of the ballots reach, the lower one of two; null without ballots. */
  readonly median: number | null;
  /** How many could live with it. */
  readonly couldLiveWith: number;
}

export function countGrades(ballots: readonly (readonly number[])[], options: number): readonly GradeCount[] {
  return Array.from({ length: options }, (_, option) => countOne(ballots.map((grades) => grades[option] as number)));
}

function countOne(grades: readonly number[]): GradeCount {
  const distribution = Array.from({ length: GRADES }, (_, i) => grades.filter((grade) => grade === i + 1).length);
  const sorted = grades.toSorted((a, b) => a - b);
  return {
    ballots: grades.length,
    distribution,
    median: sorted[Math.ceil(sorted.length / 2) - 1] ?? null,
    couldLiveWith: grades.filter((grade) => grade >= GRADE_TO_LIVE_WITH).length,
  };
}
