import type { MeetingSlice, MeetingView } from '../../records/meeting/meeting-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import { inOrder } from '../room/in-order.ts';

export interface ListedMeeting {
  readonly key: IdText;
  readonly meeting: MeetingView;
}

export interface MeetingList {
  /** Planned, and not over: the next one first. */
  readonly coming: readonly ListedMeeting[];
  /** Planned, and over by now: nobody has said yet whether it was held. */
  readonly unsettled: readonly ListedMeeting[];
  /** Held or cancelled: the newest first. */
  readonly settled: readonly ListedMeeting[];
}

export function listMeetings(meetings: MeetingSlice, now: number): MeetingList {
  const all = inOrder(meetings).map(([key, meeting]): ListedMeeting => ({ key, meeting }));
  const byStart = (a: ListedMeeting, b: ListedMeeting) => a.meeting.start.instant - b.meeting.start.instant;
  const planned = all.filter(({ meeting }) => meeting.state.kind === 'planned').sort(byStart);
  return {
    coming: planned.filter(({ meeting }) => meeting.end.instant > now),
    unsettled: planned.filter(({ meeting }) => meeting.end.instant <= now),
    settled: all.filter(({ meeting }) => meeting.state.kind !== 'planned').sort((a, b) => byStart(b, a)),
  };
}
