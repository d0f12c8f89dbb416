import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { PARTIES, type Rehearsal, rehearse, SEATS } from '../../records/rehearsal-room.ts';
import type { RoomView } from '../engine/room-view.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { laddersOf } from './ladder-of.ts';

const language = 'en';

/** As Nils sees it, who sits in both. */
function viewOf(channel: string, { room }: Rehearsal): RoomView {
  const me = { seat: idText(SEATS.nils.seat) };
  return { channel, me, projection: shortProjection(room), disclosed: {}, contactsByDay: {} } as unknown as RoomView;
}

function story(text: string) {
  const [workshop, plenary] = [rehearse(), rehearse({ track: 'official', rule: 'on the record' })];
  const { entry: idea } = workshop.post('nils', 'idea', { title: 'Share it', text: '', language });
  const { entry: paper } = workshop.post('nils', 'non-paper', { idea, text: 'It is shared.', language });
  workshop.post('nils', 'transfer-note', { entry: paper });
  // Later than the note, by the rehearsal's clock.
  plenary.post('sara', 'statement', { text: 'x', language, inReplyTo: undefined, conveyance: undefined });
  plenary.post('sara', 'statement', { text: 'y', language, inReplyTo: undefined, conveyance: undefined });
  const { entry: cites } = plenary.post('nils', 'put-forward', { title: '', text, language });
  const tabled = { party: PARTIES.south, title: 'On water', text: 'Half.', language, cites };
  const { entry: proposal } = plenary.post('sara', 'proposal', tabled);
  const rooms = [viewOf('workshop', workshop), viewOf('plenary', plenary)] as const;
  return { rooms, idea: idText(idea), proposal: idText(proposal), plenary };
}

test('an idea’s rungs are its non-paper, its carrying, and what a party tabled upon it in another room', () => {
  const { rooms, idea, proposal } = story('It is shared.');
  const rungs = laddersOf(rooms[0], rooms)[idea];
  expect(rungs?.map(({ kind, channel }) => [kind, channel])).toEqual([
    ['non-paper', 'workshop'],
    ['carried', 'workshop'],
    ['proposal', 'plenary'],
  ]);
  expect(rungs?.at(-1)).toMatchObject({ entry: proposal, party: 'south' });
});

test('who sits in one room alone learns nothing of the other', () => {
  const { rooms, idea } = story('It is shared.');
  expect(laddersOf(rooms[0], [rooms[0]])[idea]?.map(({ kind }) => kind)).toEqual(['non-paper', 'carried']);
});

test('a proposal that was withdrawn is no rung', () => {
  const { rooms, idea, plenary, proposal } = story('It is shared.');
  plenary.post('sara', 'withdrawal', { entry: Uint8Array.from(Buffer.from(proposal, 'hex')) as never });
  const now = [rooms[0], viewOf('plenary', plenary)];
  expect(laddersOf(rooms[0], now)[idea]?.map(({ kind }) => kind)).toEqual(['non-paper', 'carried']);
});
