import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text } from '../../protocol/codec/shapes.ts';
import { isSteward } from '../authority.ts';
import { languageTag } from '../language-tag.ts';
import { MINUTES_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';

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
    const view = room.meetings.byEntry[idText(content.meeting)];
    if (view === undefined) return refuse('NO_SUCH_ENTRY', 'this record plans no such meeting');
    if (!isSteward(room, by)) return refuse('NOT_THE_STEWARD', 'minutes are kept by a steward');
    if (view.state.kind !== 'held') return refuse('WRONG_STATE', 'minutes are of a meeting that was held');
    return undefined;
  },

  apply(room, entry) {
    const key = idText(entry.content.meeting);
    const { text, language } = entry.content;
    const by = idText(entry.author.seat);
    const version = { entry: idText(entry.entry), position: entry.position, text, language, by };
    room.meetings.byEntry[key]?.minutes.push(version);
    show(room, entry, key);
  },
};
