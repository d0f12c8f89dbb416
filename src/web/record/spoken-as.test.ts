import { expect, test } from 'vitest';
import { RULES } from '../../protocol/charter/ground-rules.ts';
import { asSpoken, keptChoice, offeredUnder, usualUnder } from './spoken-as.ts';

test('only where the room is on the record does one speak so unasked', () => {
  expect(RULES.filter((rule) => usualUnder(rule) === 'on the record')).toEqual(['on the record']);
  // As long as nobody knows the room, nothing is said on the record.
  expect(usualUnder(undefined)).toBe('deniable');
});

test('a choice stays while it is offered, and becomes deniable after: never on the record unasked', () => {
  for (const rule of RULES) {
    const offered = offeredUnder(rule);
    for (const chosen of ['on the record', 'deniable', 'unattributed'] as const) {
      expect(keptChoice(chosen, offered)).toBe(offered.includes(chosen) ? chosen : 'deniable');
    }
  }
  expect(keptChoice('unattributed', offeredUnder('on the record'))).toBe('deniable');
});

test('what is done with words is done under the attribution that they have', () => {
  expect(asSpoken('on the record')).toBe('on the record');
  expect(asSpoken('deniable')).toBe('deniable');
});
