import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import type { ProposalView } from './proposal-slice.ts';

/**
 * Whose device answers for a party: the seat that gave its key; before that, the one that gives it by itself, which is
 * the lowest of its consent holders here, or the lowest of its seats where it has none. `undefined` where nobody is left.
 */
export function answeringSeat(
  { room }: Pick<ChannelProjection, 'room'>,
  { seats }: Pick<ProposalView, 'seats'>,
  party: IdText,
): IdText | undefined {
  const given = seats[party];
  if (given !== undefined) return given;
  const here = Object.entries(room.seats).filter(([, seat]) => seat.party === party && seat.leftAt === null);
  const holders = here.filter(([, { consentHolder }]) => consentHolder);
  return (holders.length > 0 ? holders : here).map(([seat]) => seat).sort()[0];
}
