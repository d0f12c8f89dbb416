import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import { mayHaveChanged } from '../unread/may-be-unread.ts';

/** Whether this reader knows for itself where the round stands: it has read all of it, and verified whose it was. */
export function isKnownRound(room: ChannelProjection, proposal: IdText): boolean {
  return room.proposals.byEntry[proposal]?.isVerified === true && !mayHaveChanged(room, proposal);
}
