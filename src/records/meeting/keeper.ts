import { type EntryId, idText } from '../../base/ids.ts';
import type { Author } from '../author.ts';
import { isSteward } from '../authority.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { mayBeUnread, mayHaveChanged } from '../unread/may-be-unread.ts';
import type { MeetingState } from './meeting-slice.ts';

/** A meeting in this state is changed by who proposed it, and by stewards. */
export function refusalToKeep(
  room: ChannelProjection,
  meeting: EntryId,
  by: Author,
  state: MeetingState['kind'],
): PostRefusal | undefined {
  const key = idText(meeting);
  const view = room.meetings.byEntry[key];
  if (view === undefined) {
    return refuse('NO_SUCH_ENTRY', 'this record plans no such meeting', mayBeUnread(room, key));
  }
  if (view.proposedBy !== idText(by.seat) && !isSteward(room, by)) {
    const isUncertain = view.proposedBy === null;
    return refuse('NOT_THE_STEWARD', 'a meeting is changed by who proposed it or by a steward', isUncertain);
  }
  if (view.state.kind === state) return undefined;
  return refuse('WRONG_STATE', `the meeting is ${view.state.kind}, not ${state}`, mayHaveChanged(room, key));
}
