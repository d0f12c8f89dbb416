import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { charterOf, rehearse, SEATS, type SeatName } from '../../records/rehearsal-room.ts';
import { acceptance } from '../../records/rules/rules-accepted.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { ownRule, stretchStep } from './meeting-rule.ts';

const HOUR = 3_600_000;
const at = (instant: number) => ({ local: '2031-03-11T10:00', zone: 'UTC', instant });
const [start, end] = [10 * HOUR, 12 * HOUR];
const plan = { title: 'Round', purpose: '', place: '', agenda: [], start: at(start), end: at(end) };

function planned(rule: 'off the record' | undefined) {
  const all = rehearse();
  const { room, post } = all;
  const { entry: meeting } = post('nora', 'meeting', { ...plan, rule });
  const key = idText(meeting);
  const accept = (by: SeatName) => post(by, 'rules-accepted', acceptance(room) ?? expect.fail());
  const view = () => room.meetings.byEntry[key] ?? expect.fail();
  const step = (by: SeatName, now: number) => {
    const seat = idText(SEATS[by].seat);
    const me = { seat, ...(room.room.seats[seat] ?? expect.fail()) };
    return stretchStep({ me, projection: shortProjection(room) }, key, view(), now);
  };
  return { ...all, meeting, accept, view, step };
}

test('a steward is asked to begin the rule of a meeting when that begins, and to end it with the meeting', () => {
  const { room, post, handshake, meeting, accept, step, view } = planned('off the record');
  expect(ownRule(room, view())).toBe('off the record');
  expect(step('ada', start)).toBeUndefined();
  for (const by of ['ada', 'nora'] as const) accept(by);
  expect([start - HOUR - 1, start - HOUR, end - 1, end].map((now) => step('ada', now))).toEqual([
    undefined,
    'begin',
    'begin',
    undefined,
  ]);
  expect(step('nora', start)).toBeUndefined();
  post('ada', 'stretch', { rule: 'off the record', meeting });
  expect(step('ada', start)).toBe('end');
  // Whoever planned it may have said that it is over; the stretch is a steward's to end, however late.
  post('nora', 'meeting-outcome', { meeting, outcome: 'held', note: '' });
  expect(step('ada', 20 * HOUR)).toBe('end');
  expect(step('nora', 20 * HOUR)).toBeUndefined();
  post('ada', 'stretch', { rule: undefined, meeting: undefined });
  expect(step('ada', 20 * HOUR)).toBe('ending');
  handshake(charterOf(['ada', 'nils', 'nora', 'sara']));
  expect(step('ada', 11 * HOUR)).toBeUndefined();
});

test('nothing begins for a meeting under the room’s rule, nor while another stretch is on', () => {
  const plain = planned(undefined);
  plain.accept('ada');
  expect(ownRule(plain.room, plain.view())).toBeUndefined();
  expect(plain.step('ada', start)).toBeUndefined();
  const busy = planned('off the record');
  busy.accept('ada');
  busy.post('ada', 'stretch', { rule: 'off the record', meeting: undefined });
  expect(busy.step('ada', start)).toBeUndefined();
});
