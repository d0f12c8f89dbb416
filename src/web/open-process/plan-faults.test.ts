import { describe, expect, test } from 'vitest';
import { ID_BYTES, idText, type PartyId } from '../../base/ids.ts';
import type { Overview } from '../engine/overview.ts';
import { foundedRooms, foundingOrder } from './founding-order.ts';
import { nameFaults, retentionDays, roomFaults } from './plan-faults.ts';
import { type PlannedRoom, type ProcessPlan, plannedRooms } from './process-plan.ts';

const parties = [
  { key: 'a', name: 'Arvelia' },
  { key: 'k', name: 'Kestria' },
];
const words = (name: string, party: string) => ({ title: `${name} ${party}`.trim(), purpose: '' });
const plan: ProcessPlan = {
  template: 'direct',
  processName: 'Lake Vellen',
  ownName: 'Ines',
  ownAffiliation: '',
  secretariat: 'The secretariat',
  parties,
  rooms: plannedRooms('direct', parties, words),
};
const withRoom = (change: Partial<PlannedRoom>): ProcessPlan => ({
  ...plan,
  rooms: plan.rooms.map((room) => (room.key === 'table' ? { ...room, ...change } : room)),
});

describe('a plan', () => {
  test('of a template with names has nothing wrong with it', () => {
    expect(nameFaults(plan)).toEqual([]);
    expect(roomFaults(plan)).toEqual([]);
  });

  test('lacks names, and is told which', () => {
    const bare = {
      ...plan,
      processName: ' ',
      ownName: '',
      secretariat: 'x'.repeat(301),
      parties: [{ key: 'a', name: '' }],
    };
    expect(nameFaults(bare)).toEqual([
      { at: 'processName', kind: 'empty' },
      { at: 'ownName', kind: 'empty' },
      { at: 'secretariat', kind: 'too-long' },
      { at: 'parties', kind: 'too-few' },
      { at: 'party/a', kind: 'empty' },
    ]);
  });

  test('names no party as another, nor as the secretariat', () => {
    const same = [...parties, { key: 'x', name: 'ARVELIA ' }, { key: 'y', name: 'the secretariat' }];
    expect(nameFaults({ ...plan, parties: same })).toEqual([
      { at: 'party/x', kind: 'same-name' },
      { at: 'party/y', kind: 'same-name' },
    ]);
  });

  test.each<[Partial<PlannedRoom>, string, string]>([
    [{ title: '' }, 'title', 'empty'],
    [{ title: 'Office' }, 'title', 'same-title'],
    [{ parties: [] }, 'parties', 'nobody'],
    [{ purpose: 'x'.repeat(2_001) }, 'purpose', 'too-long'],
    [{ rule: 'off the record', retentionDays: '' }, 'retention', 'not-a-time'],
    [{ rule: 'off the record', retentionDays: '40000' }, 'retention', 'not-a-time'],
    [{ rule: 'off the record', retentionDays: '1.5' }, 'retention', 'not-a-time'],
  ])('%j: %s is %s', (change, part, kind) => {
    expect(roomFaults(withRoom(change))).toEqual([{ at: `room/table/${part}`, kind }]);
  });

  test('of proximity talks lets no two parties into one room', () => {
    expect(roomFaults({ ...plan, template: 'proximity' })).toContainEqual({
      at: 'room/table/parties',
      kind: 'share-a-room',
    });
  });
});

test('a record is shredded where it is off the record, and nowhere else', () => {
  expect(retentionDays({ rule: 'on the record', retentionDays: '30' })).toBeUndefined();
  expect(retentionDays({ rule: 'off the record', retentionDays: '30' })).toBe(30);
});

describe('a founding order', () => {
  let next = 1;
  const order = foundingOrder(plan, () => new Uint8Array(ID_BYTES).fill(next++) as PartyId);

  test('has the secretariat in every room, and one id for each party', () => {
    expect(order.rooms.map((room) => room.parties)).toEqual([
      ['The secretariat'],
      ['The secretariat', 'Arvelia', 'Kestria'],
      ['The secretariat', 'Arvelia', 'Kestria'],
    ]);
    expect(new Set(order.parties.map(({ party }) => party && idText(party))).size).toBe(3);
  });

  test('takes a quorum of more than there are for all', () => {
    const [, table] = foundingOrder(withRoom({ quorum: 5 }), () => new Uint8Array(ID_BYTES) as PartyId).rooms;
    expect(table?.groundRules.quorum).toBe(0);
  });

  test('finds the rooms that are there already, in this process alone', () => {
    const there = (party: PartyId | undefined) =>
      ({
        processes: [
          {
            parties: [{ party: party && idText(party) }],
            rooms: [{ title: 'table Arvelia · Kestria', channel: 'c1' }],
          },
        ],
      }) as unknown as Overview;
    expect(foundedRooms(order, there(order.parties[0]?.party))).toEqual([undefined, 'c1', undefined]);
    expect(foundedRooms(order, there(new Uint8Array(ID_BYTES) as PartyId))).toEqual([undefined, undefined, undefined]);
  });
});
