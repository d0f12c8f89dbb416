import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { rehearse, SEATS } from '../../records/rehearsal-room.ts';
import { recordWindow } from '../engine/record-window.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { actionsOf } from './line-actions.ts';

const said = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

function scene() {
  const { room, post } = rehearse();
  const { entry } = post('nils', 'statement', said('Mine.'));
  post('sara', 'statement', said('Theirs.'));
  post('nils', 'put-forward', { title: '', text: 'A text.', language: 'en' });
  const actions = (leftAt: number | null = null) => {
    const seat = idText(SEATS.nils.seat);
    const me = { seat, ...room.room.seats[seat], leftAt } as never;
    return recordWindow(room, { from: -3, count: 3 }).lines.map((line) =>
      actionsOf({ me, projection: shortProjection(room) }, line),
    );
  };
  return { actions, withdraw: () => post('nils', 'withdrawal', { entry }), room };
}

test('one’s own words can be changed and taken back, those of others answered and carried', () => {
  expect(scene().actions()).toEqual([
    ['answer', 'react', 'carry', 'amend', 'withdraw', 'copyLink'],
    ['answer', 'react', 'carry', 'copyLink'],
    ['answer', 'react', 'carry', 'withdraw', 'copyLink'],
  ]);
});

test('whoever has left reads', () => {
  expect(scene().actions(7)).toEqual([['copyLink'], ['copyLink'], ['copyLink']]);
});

test('what was withdrawn can be answered, and nothing else', () => {
  const { withdraw, room } = scene();
  withdraw();
  const seat = idText(SEATS.nils.seat);
  const me = { seat, ...room.room.seats[seat] } as never;
  const [line] = recordWindow(room, { from: -4, count: 1 }).lines;
  expect(actionsOf({ me, projection: shortProjection(room) }, line as never)).toEqual(['answer', 'copyLink']);
});
