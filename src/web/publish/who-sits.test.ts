import { expect, test } from 'vitest';
import { charterOf, rehearse } from '../../records/rehearsal-room.ts';
import { whoSits } from './who-sits.ts';

test('people of the parties are counted, with what was vouched for, and those who left are not', () => {
  const { room, handshake } = rehearse();
  // Ada is of the secretariat.
  expect(whoSits(room.room)).toEqual({
    people: 3,
    attributes: [{ attribute: 'diplomatic experience', count: 3, isTelling: false }],
  });
  handshake(charterOf(['ada', 'nora', 'sara'], {}, { generation: 1, channelKeyGeneration: 1 }));
  expect(whoSits(room.room)).toEqual({
    people: 2,
    attributes: [{ attribute: 'diplomatic experience', count: 2, isTelling: true }],
  });
});

test('an attribute counts once a person, however it is written', () => {
  const { room } = rehearse();
  const [first, second] = Object.values(room.room.seats).filter(({ name }) => name !== 'ada');
  first?.attributes.splice(0, 9, 'Jurist', 'jurist');
  second?.attributes.splice(0, 9, 'JURIST');
  const jurists = whoSits(room.room).attributes.filter(({ attribute }) => attribute.toLowerCase() === 'jurist');
  expect(jurists.map(({ count }) => count)).toEqual([2]);
});
