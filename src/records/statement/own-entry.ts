import { type EntryId, idText } from '../../base/ids.ts';
import type { Author } from '../author.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';

/**
 * Whether an author may change an earlier entry: their own, of one of these kinds, and under the attribution
 * that it has. Otherwise a deniable gesture would stand for words on the record, or the other way round.
 */
export function refusalToChange(
  room: ChannelProjection,
  entry: EntryId,
  by: Author,
  kinds: readonly string[],
): PostRefusal | undefined {
  const key = idText(entry);
  const earlier = room.entries[key];
  if (earlier === undefined) {
    return refuse('NO_SUCH_ENTRY', 'only an entry of this record can be changed', mayBeUnread(room, key));
  }
  if (!kinds.includes(earlier.name)) return refuse('WRONG_KIND', `${earlier.name} is not changed in this way`);
  if (earlier.seat !== idText(by.seat)) return refuse('NOT_THE_AUTHOR', 'nobody changes what another said');
  if (earlier.attribution !== by.attribution) {
    return refuse('OTHER_ATTRIBUTION', 'a change has the attribution of what it changes');
  }
  return undefined;
}
