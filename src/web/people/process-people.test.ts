import { expect, test } from 'vitest';
import type { ChannelProjection } from '../../records/projection.ts';
import { rehearse, type SeatName } from '../../records/rehearsal-room.ts';
import type { RoomView } from '../engine/room-view.ts';
import { processPeople } from './process-people.ts';

function roomWith(title: string, seats: readonly SeatName[]): RoomView {
  const projection: ChannelProjection = rehearse({}, seats).room;
  projection.room.title = title;
  return { channel: title, projection } as unknown as RoomView;
}

test('a name that two rooms know stands twice: nothing joins two seats', () => {
  const people = processPeople([roomWith('Plenary', ['ada', 'nils', 'sara']), roomWith('Caucus', ['ada', 'nils'])]);
  const shown = people.map(({ name, rooms }) => [
    name,
    rooms.map(({ room, seats }) => `${room.projection.room.title}: ${seats.map(({ seat }) => seat.name).join()}`),
  ]);
  expect(shown).toEqual([
    ['north', ['Plenary: nils', 'Caucus: nils']],
    ['south', ['Plenary: sara']],
    ['secretariat', ['Plenary: ada', 'Caucus: ada']],
  ]);
});
