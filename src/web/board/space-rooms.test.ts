import { expect, test } from 'vitest';
import { rehearse, type SeatName } from '../../records/rehearsal-room.ts';
import { NILS, openRoster, SARA } from '../../records/rehearsal-roster.ts';
import type { RoomView } from '../engine/room-view.ts';
import { seenBy } from './seen-by.ts';
import { roomsUnderList, spaceRooms } from './space-rooms.ts';

const room = (seats: readonly SeatName[], of: Partial<RoomView> = {}, rules = {}) => {
  const rehearsal = rehearse(rules, seats);
  const seen = seenBy(rehearsal.room, seats[0] as SeatName);
  return { rehearsal, view: { ...seen, channel: seats.join(' '), ...of } as RoomView };
};
const NORTH = '11'.repeat(16);
const SOUTH = '12'.repeat(16);
const space: RoomView['space'] = {
  ...{ slug: 'water-talks', link: 'https://venue.example/p/water-talks', digest: '0d'.repeat(32) },
  ...{ processName: 'Water talks', quorum: 2 },
  parties: [NORTH, SOUTH].map((party) => ({ party, label: undefined })),
};

test('a space is proposed where most parties can consent, and not where one sits alone or nothing is kept', () => {
  const two = room(['nils', 'sara']);
  const three = room(['nils', 'sara', 'emma']);
  const alone = room(['nils', 'ada']);
  const unkept = room(['nils', 'nora', 'sara'], {}, { rule: 'off the record' });
  const { begun, possible } = spaceRooms([two.view, alone.view, unkept.view, three.view]);
  expect(begun).toBeUndefined();
  expect(possible.map(({ channel }) => channel)).toEqual([three.view.channel, two.view.channel]);
});

test('where a list is in force, the parties have begun', () => {
  const two = room(['ada', 'nils', 'sara']);
  openRoster(two.rehearsal, [NILS, SARA], 2);
  const { begun } = spaceRooms([room(['nils', 'sara', 'emma']).view, two.view]);
  expect(begun?.channel).toBe(two.view.channel);
});

test('a list is for rooms in which enough of its parties sit', () => {
  const from = room(['ada', 'nils', 'sara'], { space });
  const rooms = [from, room(['nils', 'ada']), room(['sara', 'nils', 'emma'])].map(({ view }) => view);
  expect(roomsUnderList(from.view, rooms).map(({ channel }) => channel)).toEqual(['ada nils sara', 'sara nils emma']);
});
