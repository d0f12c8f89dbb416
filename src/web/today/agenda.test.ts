import { describe, expect, test } from 'vitest';
import type { MeetingView } from '../../records/meeting/meeting-slice.ts';
import type { UndertakingView } from '../../records/undertaking/undertaking-slice.ts';
import type { RoomView } from '../engine/room-view.ts';
import { agenda } from './agenda.ts';

const NOW = Date.UTC(2031, 2, 4, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function roomWith(
  { meetings = {}, undertakings = {} }: { meetings?: object; undertakings?: object },
  me: object = {},
): RoomView {
  const projection = {
    meetings: { order: Object.keys(meetings), byEntry: meetings },
    undertakings: { order: Object.keys(undertakings), byEntry: undertakings },
  };
  return { me: { party: 'arvelia', leftAt: null, ...me }, projection } as unknown as RoomView;
}

const meeting = (startsIn: number, state: MeetingView['state']['kind'] = 'planned') => ({
  title: '',
  place: '',
  start: { local: '', zone: '', instant: NOW + startsIn },
  end: { local: '', zone: '', instant: NOW + startsIn + HOUR },
  state: { kind: state },
});

const undertaking = (byWhen: string | null, status: UndertakingView['status'] = 'open', party = 'kestria') => ({
  what: '',
  party,
  byWhen,
  status,
});

describe('meetings to come', () => {
  test('are those that are planned and not over, nearest first', () => {
    const room = roomWith({
      meetings: {
        next: meeting(2 * DAY),
        soon: meeting(HOUR),
        now: meeting(-HOUR / 2),
        over: meeting(-2 * HOUR),
        cancelled: meeting(DAY, 'cancelled'),
        held: meeting(DAY, 'held'),
        far: meeting(90 * DAY),
      },
    });
    const { meetings } = agenda([room], NOW);
    expect(meetings.map(({ meeting: id, isUnderWay }) => [id, isUnderWay])).toEqual([
      ['now', true],
      ['soon', false],
      ['next', false],
    ]);
  });

  test('a room that was left has none', () => {
    expect(agenda([roomWith({ meetings: { soon: meeting(HOUR) } }, { leftAt: 7 })], NOW).meetings).toEqual([]);
  });
});

test('undertakings due are open ones with a date, the overdue first; one due today is not overdue', () => {
  const room = roomWith({
    undertakings: {
      today: undertaking('2031-03-04'),
      late: undertaking('2031-02-28', 'open', 'arvelia'),
      kept: undertaking('2031-03-05', 'kept'),
      undated: undertaking(null),
      far: undertaking('2031-09-01'),
    },
  });
  const { undertakings } = agenda([room], NOW);
  expect(undertakings.map(({ undertaking: id, isOverdue, isMine }) => [id, isOverdue, isMine])).toEqual([
    ['late', true, true],
    ['today', false, false],
  ]);
});
