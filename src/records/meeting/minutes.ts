import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text } from '../../protocol/codec/shapes.ts';
import { isSteward } from '../authority.ts';
import { languageTag } from '../language-tag.ts';
import { MINUTES_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayBeUnread, mayHaveChanged } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';

const codec = struct('minutes', {
  meeting: id<EntryId>('meeting'),
  text: text('text', { minBytes: 1, maxBytes: MINUTES_BYTES_MAX }),
  language: languageTag('language'),
});

export type Minutes = Decoded<typeof codec>;

/** What a held meeting is remembered by. Kept by stewards alone; every version stays. */
export const minutes: RecordKind<'minutes', Minutes> = {
  kind: 'minutes',
  tag: 11,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    if (!isSteward(room, by)) return refuse('NOT_THE_STEWARD', 'minutes are kept by a steward');
    const key = idText(content.meeting);
    const view = room.meetings.byEntry[key];
    if (view === undefined) {
      return refuse('NO_SUCH_ENTRY', 'this record plans no such meeting', mayBeUnread(room, key));
    }
    if (view.state.kind === 'held') return undefined;
    return refuse('WRONG_STATE', 'minutes are of a meeting that was held', mayHaveChanged(room, key));
  },

  apply(room, entry) {
    const key = idText(entry.content.meeting);
    const { text, language } = entry.content;
    const by = idText(entry.author.seat);
    const version = { entry: idText(entry.entry), position: entry.position, text, language, by };
    room.meetings.byEntry[key]?.minutes.push(version);
    show(room, entry, key);
  },

  applyUncertain(room, entry) {
    const { meeting, text, language } = entry.content;
    showAboutUnread(room, entry, idText(meeting), { text, language });
  },
};
