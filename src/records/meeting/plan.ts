import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import type { MeetingView } from './meeting-slice.ts';
import type { Schedule } from './schedule.ts';

/** Puts a meeting among those that are planned. */
export function plan(
  room: ChannelProjection,
  key: IdText,
  { schedule, ...of }: Pick<MeetingView, 'position' | 'proposedBy'> & { readonly schedule: Schedule },
): void {
  const { agenda, rule, ...rest } = schedule;
  room.meetings.order.push(key);
  room.meetings.byEntry[key] = {
    ...of,
    ...rest,
    agenda: [...agenda],
    rule: rule ?? null,
    state: { kind: 'planned' },
    movedFrom: [],
    minutes: [],
  };
}
