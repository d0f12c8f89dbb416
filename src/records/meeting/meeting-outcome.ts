import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text, word } from '../../protocol/codec/shapes.ts';
import { NOTE_BYTES_MAX } from '../limits.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalToKeep } from './keeper.ts';

const codec = struct('meeting outcome', {
  meeting: id<EntryId>('meeting'),
  outcome: word('outcome', ['held', 'cancelled']),
  note: text('note', { maxBytes: NOTE_BYTES_MAX }),
});

export type MeetingOutcome = Decoded<typeof codec>;

/** Says that a planned meeting was held, or that it will not be. */
export const meetingOutcome: RecordKind<'meeting-outcome', MeetingOutcome> = {
  kind: 'meeting-outcome',
  tag: 10,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost: (content, by, room) => refusalToKeep(room, content.meeting, by, 'planned'),

  apply(room, entry) {
    const key = idText(entry.content.meeting);
    const view = room.meetings.byEntry[key];
    if (view === undefined) return;
    view.state = { kind: entry.content.outcome, note: entry.content.note, position: entry.position };
    show(room, entry, key);
  },

  applyUncertain(room, entry) {
    const { meeting, outcome, note } = entry.content;
    showAboutUnread(room, entry, idText(meeting), { text: note, says: outcome });
  },
};
