import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';

/**
 * Whether a question waits for an answer: until a statement that names its author, and was not taken back, answers it. `[ASK-2]`
 *
 * Says nothing of whether the answer was a good one. Whoever missed a stretch of the record may have missed an answer.
 */
export function isOpen({ statements, entries }: ChannelProjection, question: IdText): boolean {
  const asked = statements.byEntry[question];
  if (asked === undefined || asked.asks === null || asked.withdrawnAt !== null) return false;
  return !asked.asks.answers.some(
    (answer) => entries[answer]?.seat != null && statements.byEntry[answer]?.withdrawnAt === null,
  );
}
