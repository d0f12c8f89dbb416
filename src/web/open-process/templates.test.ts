import { describe, expect, test } from 'vitest';
import { plannedRooms, roomsFor } from './process-plan.ts';
import { roomsOf, TEMPLATES } from './templates.ts';

const two = [
  { key: 'a', name: 'Arvelia' },
  { key: 'k', name: 'Kestria' },
];
const three = [...two, { key: 'c', name: 'The Communes' }];
const words = (name: string, party: string) => ({ title: `${name} ${party}`, purpose: `For ${name}` });

describe.each(TEMPLATES)('%s', (template) => {
  test('begins with the office, where no party sits', () => {
    const [office, ...others] = plannedRooms(template, three, words);
    expect(office).toMatchObject({ isOffice: true, parties: [], track: 'official' });
    expect(others.every(({ isOffice, parties }) => !isOffice && parties.length > 0)).toBe(true);
  });

  test('keeps every record but those off the record, which it shreds', () => {
    for (const { rule, retentionDays } of roomsOf(template)) {
      expect(retentionDays !== undefined).toBe(rule === 'off the record');
    }
  });
});

test('a direct channel has two rooms side by side, one on each track', () => {
  const rooms = plannedRooms('direct', two, words).filter(({ isOffice }) => !isOffice);
  expect(rooms.map(({ track, rule }) => [track, rule])).toEqual([
    ['official', 'on the record'],
    ['unofficial', 'Chatham House'],
  ]);
});

test('in proximity talks no two parties share a room', () => {
  const rooms = plannedRooms('proximity', three, words);
  expect(rooms.map(({ parties }) => parties)).toEqual([[], ['a'], ['k'], ['c']]);
  expect(new Set(rooms.map(({ key }) => key)).size).toBe(4);
});

test('a quorum of as many parties as there are is all of them', () => {
  const group = (parties: typeof two) =>
    plannedRooms('multilateral', parties, words).find(({ key }) => key === 'workingGroup');
  expect(group(two)?.quorum).toBe(0);
  expect(group(three)?.quorum).toBe(2);
});

test('rooms are made anew for other parties and another template, and not for a space', () => {
  const made = roomsFor({ template: 'direct', parties: two });
  expect(
    roomsFor({
      template: 'direct',
      parties: [
        { key: 'a', name: 'Arvelia ' },
        { key: 'k', name: 'Kestria' },
      ],
    }),
  ).toBe(made);
  expect(roomsFor({ template: 'direct', parties: three })).not.toBe(made);
  expect(roomsFor({ template: 'proximity', parties: two })).not.toBe(made);
});
