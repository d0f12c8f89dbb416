import { expect, test } from 'vitest';
import { type GroundRules, RULES } from '../../protocol/charter/ground-rules.ts';
import { compareRules, type Strictness } from './strictness.ts';

const base: GroundRules = {
  track: 'unofficial',
  rule: 'Chatham House',
  quorum: 3,
  retentionDays: undefined,
  ballotsMin: 4,
  secretariatHoldsShare: false,
};
const shredded: GroundRules = { ...base, rule: 'off the record', retentionDays: 30 };

test.each<[string, GroundRules, Partial<GroundRules>, Strictness]>([
  ['nothing', base, {}, 'same'],
  ['off the record from Chatham House', base, { rule: 'off the record' }, 'stricter'],
  ['on the record from Chatham House', base, { rule: 'on the record' }, 'looser'],
  ['a higher quorum', base, { quorum: 4 }, 'stricter'],
  ['all parties', base, { quorum: 0 }, 'stricter'],
  ['a lower quorum', base, { quorum: 2 }, 'looser'],
  ['fewer than all', { ...base, quorum: 0 }, { quorum: 9 }, 'looser'],
  ['more ballots', base, { ballotsMin: 5 }, 'stricter'],
  ['fewer ballots', base, { ballotsMin: 3 }, 'looser'],
  ['a shorter retention', shredded, { retentionDays: 7 }, 'stricter'],
  ['a longer retention', shredded, { retentionDays: 31 }, 'looser'],
  ['no retention any more', shredded, { retentionDays: undefined }, 'neither'],
  [
    'a retention where the venue was told of none',
    { ...shredded, retentionDays: undefined },
    { retentionDays: 7 },
    'neither',
  ],
  [
    'off the record, with a retention that was never one',
    { ...base, retentionDays: 9 },
    { rule: 'off the record' },
    'neither',
  ],
  ['another track', base, { track: 'official' }, 'neither'],
  ['a share for the secretariat', base, { secretariatHoldsShare: true }, 'neither'],
  ['stricter in two', base, { rule: 'off the record', quorum: 0 }, 'stricter'],
  ['stricter in one and looser in another', base, { rule: 'off the record', ballotsMin: 3 }, 'neither'],
])('[RULES-3] %s', (_what, before, change, expected) => {
  expect(compareRules(before, { ...before, ...change })).toBe(expected);
});

test('[RULES-3] the order is one: what is stricter than the stricter is stricter, and nothing is stricter than itself', () => {
  const all: GroundRules[] = [];
  for (const rule of RULES) {
    for (const quorum of [0, 2, 5]) {
      for (const retentionDays of [undefined, 7, 30]) {
        for (const ballotsMin of [0, 4]) all.push({ ...base, rule, quorum, retentionDays, ballotsMin });
      }
    }
  }
  const stricter = all.map((a) => all.map((b) => compareRules(a, b) === 'stricter'));
  for (const [a, row] of stricter.entries()) {
    expect(row[a]).toBe(false);
    for (const [b, isAb] of row.entries()) {
      if (!isAb) continue;
      expect(compareRules(all[b] as GroundRules, all[a] as GroundRules)).toBe('looser');
      for (const [c, isBc] of (stricter[b] ?? []).entries()) if (isBc) expect(row[c]).toBe(true);
    }
  }
});
