import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct } from '../../protocol/codec/shapes.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import { strictest } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalToKeep } from './keeper.ts';
import { plan } from './plan.ts';
import { refusalOfSchedule, schedule } from './schedule.ts';

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
    strictest(refusalToKeep(room, content.meeting, by, 'planned'), refusalOfSchedule(room, content.schedule)),

  apply: revise,

  applyUncertain(room, entry) {
    const { meeting, schedule } = entry.content;
    const key = idText(meeting);
    const view = room.meetings.byEntry[key];
    // All of what is known of it: so a newcomer learns of a meeting that is still to come.
    if (view === undefined) plan(room, key, { position: entry.position, proposedBy: null, schedule });
    if (view === undefined) show(room, entry, key);
    else if (view.proposedBy === null && view.state.kind === 'planned') revise(room, entry);
    else showAboutUnread(room, entry, key, { text: schedule.title });
  },
};

function revise(room: ChannelProjection, entry: OpenedEntry<MeetingRevision>): void {
  const key = idText(entry.content.meeting);
  const view = room.meetings.byEntry[key];
  if (view === undefined) return;
  const { agenda, rule, ...rest } = entry.content.schedule;
  if (view.start.instant !== rest.start.instant || view.end.instant !== rest.end.instant) {
    view.movedFrom.push({ start: view.start, end: view.end, movedAt: entry.position });
  }
  Object.assign(view, rest, { agenda: [...agenda], rule: rule ?? null });
  show(room, entry, key);
}
