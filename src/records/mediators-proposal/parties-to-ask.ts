import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';

/** Who is asked where a proposal is put now: whoever sits here, without the secretariat, in the order of a round. */
export function partiesToAsk({ room }: Pick<ChannelProjection, 'room'>): readonly IdText[] {
  const asked = Object.entries(room.parties).filter(([, party]) => party.seatsPresent > 0 && !party.secretariat);
  return asked.map(([party]) => party).sort();
}
