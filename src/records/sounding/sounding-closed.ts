import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct } from '../../protocol/codec/shapes.ts';
import { isSteward } from '../authority.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';

const codec = struct('sounding closed', { sounding: id<EntryId>('sounding') });

export type SoundingClosed = Decoded<typeof codec>;

/** Says who has a sounding closed before its time, before they do. What closes it is the venue. `[SOUND-4]` */
export const soundingClosed: RecordKind<'sounding-closed', SoundingClosed> = {
  kind: 'sounding-closed',
  tag: 42,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const key = idText(content.sounding);
    const about = room.soundings.byEntry[key];
    if (about === undefined) {
      return refuse('NO_SUCH_ENTRY', 'what is closed is a sounding of this record', mayBeUnread(room, key));
    }
    if (about.openedBy !== idText(by.seat) && !isSteward(room, by)) {
      return refuse('NOT_THE_AUTHOR', 'a sounding is closed by whoever opened it, or by a steward');
    }
    if (about.closing !== null || about.closedAt !== null) return refuse('WRONG_STATE', 'a sounding is closed once');
    return undefined;
  },

  apply(room, entry) {
    const key = idText(entry.content.sounding);
    const about = room.soundings.byEntry[key];
    if (about === undefined) return;
    about.closing = { by: idText(entry.author.seat), position: entry.position };
    show(room, entry, key);
  },

  applyUncertain: (room, entry) => showAboutUnread(room, entry, idText(entry.content.sounding)),
};
