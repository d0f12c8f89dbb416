import { m } from '../messages/messages.ts';

/** From the lowest grade. */
export const GRADE_WORDS: readonly (() => string)[] = [
  () => m.soundings.vote.grades['1'](),
  () => m.soundings.vote.grades['2'](),
  () => m.soundings.vote.grades['3'](),
  () => m.soundings.vote.grades['4'](),
  () => m.soundings.vote.grades['5'](),
];
