import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct } from '../../protocol/codec/shapes.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refusalToKeep } from './keeper.ts';
import { refusalOfTimes, schedule } from './schedule.ts';

const codec = struct('meeting revision', { meeting: id<EntryId>('meeting'), schedule });

export type MeetingRevision = Decoded<typeof codec>;

/** Replaces what is known of a planned meeting, its times included: all of it, so that nothing is half-changed. */
export const meetingRevision: RecordKind<'meeting-revision', MeetingRevision> = {
  kind: 'meeting-revision',
  tag: 9,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost: (content, by, room) =>
    refusalToKeep(room, content.meeting, by, 'planned') ?? refusalOfTimes(content.schedule),

  apply(room, entry) {
    const key = idText(entry.content.meeting);
    const view = room.meetings.byEntry[key];
    if (view === undefined) return;
    const { agenda, ...rest } = entry.content.schedule;
    if (view.start.instant !== rest.start.instant || view.end.instant !== rest.end.instant) {
      view.movedFrom.push({ start: view.start, end: view.end, movedAt: entry.position });
    }
    Object.assign(view, rest, { agenda: [...agenda] });
    show(room, entry, key);
  },
};
