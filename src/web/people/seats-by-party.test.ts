import { expect, test } from 'vitest';
import { charterOf, rehearse } from '../../records/rehearsal-room.ts';
import { seatsByParty, seatsThatLeft } from './seats-by-party.ts';

test('sides stand by name, the secretariat after them, and seats by name in each', () => {
  const { room } = rehearse();
  const shown = seatsByParty(room.room).map(({ name, seats }) => [name, seats.map(({ seat }) => seat.name)]);
  expect(shown).toEqual([
    ['north', ['nils', 'nora']],
    ['south', ['sara']],
    ['secretariat', ['ada']],
  ]);
});

test('a party keeps its line when nobody sits for it any more, and who left is listed apart', () => {
  const { room, handshake } = rehearse();
  const before = charterOf(['ada', 'nils', 'nora', 'sara']);
  handshake({ ...before, generation: 1, seats: before.seats.filter(({ name }) => name !== 'sara') });
  expect(seatsByParty(room.room).find(({ name }) => name === 'south')?.seats).toEqual([]);
  expect(seatsThatLeft(room.room).map(({ seat }) => seat.name)).toEqual(['sara']);
});
