import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';

/** Why an idea is not gone on with: it is not of this record, was taken back, or is part of another one now. */
export function refusalToExplore(room: ChannelProjection, idea: IdText): PostRefusal | undefined {
  const about = room.ideas.byEntry[idea];
  if (about === undefined)
    return refuse('NO_SUCH_ENTRY', 'it is about an idea of this record', mayBeUnread(room, idea));
  if (about.withdrawnAt !== null)
    return refuse('ALREADY_WITHDRAWN', 'an idea that was taken back is gone on with no more');
  if (about.mergedInto !== null)
    return refuse('ALREADY_MERGED', 'it is gone on with as the idea that it became part of');
  return undefined;
}
