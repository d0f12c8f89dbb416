import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';

/** Unless the carrier asks for more, or knowingly for less. */
export const AUTHORS_MIN = 2;

/**
 * How many a reader of the target would have to choose from, who knows the source and its members: every seat there but
 * the carrier's. An upper bound: who knows more, and who writes like that, leaves fewer.
 */
export function possibleAuthors({ room }: Pick<ChannelProjection, 'room'>, carrier: IdText): number {
  return Object.entries(room.seats).filter(([seat, { leftAt }]) => leftAt === null && seat !== carrier).length;
}
