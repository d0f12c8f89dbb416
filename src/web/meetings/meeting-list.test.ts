import { expect, test } from 'vitest';
import type { MeetingState, MeetingView } from '../../records/meeting/meeting-slice.ts';
import { listMeetings } from './meeting-list.ts';

const HOUR = 3_600_000;

function meeting(starts: number, state: MeetingState): MeetingView {
  const at = (instant: number) => ({ local: '2031-03-11T10:00', zone: 'UTC', instant });
  const [start, end] = [at(starts), at(starts + HOUR)];
  const texts = { title: 'Talk', purpose: '', place: '', agenda: [] };
  return { position: 1, proposedBy: null, ...texts, start, end, rule: null, state, movedFrom: [], minutes: [] };
}

const planned: MeetingState = { kind: 'planned' };
const held: MeetingState = { kind: 'held', note: '', position: 9 };
const cancelled: MeetingState = { kind: 'cancelled', note: '', position: 9 };

test('meetings stand by what is to be done about them, then by time', () => {
  const byEntry = {
    later: meeting(9 * HOUR, planned),
    next: meeting(6 * HOUR, planned),
    running: meeting(4.5 * HOUR, planned),
    over: meeting(2 * HOUR, planned),
    held: meeting(1 * HOUR, held),
    off: meeting(8 * HOUR, cancelled),
  };
  const list = listMeetings({ order: Object.keys(byEntry), byEntry }, 5 * HOUR);
  const keys = (of: readonly { readonly key: string }[]) => of.map(({ key }) => key);
  expect(keys(list.coming)).toEqual(['running', 'next', 'later']);
  expect(keys(list.unsettled)).toEqual(['over']);
  expect(keys(list.settled)).toEqual(['off', 'held']);
});
