import { idText } from '../../base/ids.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { plan } from './plan.ts';
import { refusalOfSchedule, type Schedule, schedule } from './schedule.ts';

export type Meeting = Schedule;

/** Plans a meeting. Any seat may: calling a meeting commits nobody to come. */
export const meeting: RecordKind<'meeting', Meeting> = {
  kind: 'meeting',
  tag: 8,
  versions: 1,
  codec: schedule,
  attributions: ATTRIBUTED,

  mayPost: (content, _by, room) => refusalOfSchedule(room, content),

  apply(room, entry) {
    const key = idText(entry.entry);
    plan(room, key, { position: entry.position, proposedBy: idText(entry.author.seat), schedule: entry.content });
    show(room, entry);
  },
};
