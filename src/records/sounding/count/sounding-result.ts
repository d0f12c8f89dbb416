import type { IdText } from '../../timeline.ts';
import { gradedIn } from '../form.ts';
import type { BallotView, SoundingView } from '../sounding-slice.ts';
import { type ChoiceCount, countChoices } from './count-choices.ts';
import { countGrades, type GradeCount } from './count-grades.ts';
import { countRankings, type RankingCount } from './count-rankings.ts';

/** The counts of a set of ballots, by the sounding's form. */
export type Counted =
  | { readonly kind: 'yes-no'; readonly choices: ChoiceCount }
  /** One for each option, in the order in which they were asked. */
  | { readonly kind: 'scale'; readonly options: readonly GradeCount[] }
  | { readonly kind: 'ranking'; readonly ranking: RankingCount }
  /** In the record's order. */
  | { readonly kind: 'words'; readonly texts: readonly { readonly text: string; readonly language: string }[] };

export interface SideResult {
  readonly party: IdText;
  readonly seats: number;
  readonly turnout: number;
  readonly counted: Counted;
}

export type SoundingResult =
  | { readonly kind: 'open' }
  /** More ballots than seats, or a box closed twice. `[SOUND-6]` */
  | { readonly kind: 'void' }
  /** `[SOUND-7]` */
  | { readonly kind: 'too-few' }
  | {
      readonly kind: 'counted';
      readonly turnout: number;
      readonly seats: number;
      readonly all: Counted;
      /**
       * `not-asked`, or by party; `overclaimed` where more ballots name a side than it has seats: somebody named
       * another side than their own. `[SOUND-8]`
       */
      readonly sides: 'not-asked' | 'overclaimed' | readonly SideResult[];
    };

/** Counts a sounding from the record. The same ballots in any order give the same, but for the order of words. */
export function resultOf(view: SoundingView): SoundingResult {
  const { closedAt, isVoid, ballots, ballotsMin, seats } = view;
  if (closedAt === null) return { kind: 'open' };
  if (isVoid || ballots.length > seats.length) return { kind: 'void' };
  if (ballots.length < ballotsMin) return { kind: 'too-few' };
  const all = count(view, ballots);
  return { kind: 'counted', turnout: ballots.length, seats: seats.length, all, sides: bySide(view) };
}

function bySide(view: SoundingView): Extract<SoundingResult, { kind: 'counted' }>['sides'] {
  if (!view.bySide) return 'not-asked';
  const sides = view.sides.map(({ party, seats }) => {
    const ballots = view.ballots.filter(({ side }) => side === party);
    return { party, seats, turnout: ballots.length, counted: count(view, ballots) };
  });
  return sides.some(({ turnout, seats }) => turnout > seats) ? 'overclaimed' : sides;
}

function count({ form }: SoundingView, ballots: readonly BallotView[]): Counted {
  const answers = ballots.map(({ answer }) => answer);
  switch (form.kind) {
    case 'yes-no':
      return { kind: 'yes-no', choices: countChoices(answers.flatMap((a) => (a.kind === 'yes-no' ? [a.choice] : []))) };
    case 'scale': {
      const grades = answers.flatMap((answer) => (answer.kind === 'scale' ? [answer.grades] : []));
      return { kind: 'scale', options: countGrades(grades, gradedIn(form)) };
    }
    case 'ranking': {
      const orders = answers.flatMap((answer) => (answer.kind === 'ranking' ? [answer.order] : []));
      return { kind: 'ranking', ranking: countRankings(orders, form.options.length) };
    }
    case 'words':
      return {
        kind: 'words',
        texts: answers.flatMap((a) => (a.kind === 'words' ? [{ text: a.text, language: a.language }] : [])),
      };
  }
}
