import { expect, test } from 'vitest';
import { nameByParties, processKeys } from './processes.ts';

const party = (name: string, secretariat = false) => ({ name, secretariat });

const rooms = [
  { channel: 'c1', parties: { s1: party('The secretariat', true), a1: party('Arvelia'), k1: party('Kestria') } },
  { channel: 'c2', parties: { a1: party('Arvelia'), k1: party('Kestria') } },
  { channel: 'c3', parties: { s1: party('The secretariat', true) } },
  { channel: 'c4', parties: { x: party('Union'), y: party('Employers') } },
  { channel: 'c5', parties: {} },
];

test('rooms that share a party are of one process, whichever of them comes first', () => {
  for (const order of [rooms, [...rooms].reverse()]) {
    const keys = processKeys(order);
    expect(keys.get('c1')).toBe('s1');
    expect(keys.get('c2')).toBe('s1');
    expect(keys.get('c3')).toBe('s1');
    expect(keys.get('c4')).toBe('x');
    expect(keys.get('c5')).toBe('c5');
  }
});

test('a process that nobody named is called after its parties', () => {
  expect(nameByParties(rooms.slice(0, 3))).toBe('Arvelia · Kestria');
});
