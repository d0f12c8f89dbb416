import { expect, test } from 'vitest';
import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import { draftFrom, hasRetention, quorumsToChoose, readTightening, rulesToChoose } from './tightening-draft.ts';

const agreed: GroundRules = {
  track: 'unofficial',
  rule: 'Chatham House',
  quorum: 2,
  retentionDays: undefined,
  ballotsMin: 3,
  secretariatHoldsShare: false,
};
const shredded: GroundRules = { ...agreed, rule: 'off the record', retentionDays: 30 };

test('nothing looser can be chosen', () => {
  expect(rulesToChoose(agreed)).toEqual(['Chatham House', 'off the record']);
  expect(quorumsToChoose(agreed, 4)).toEqual([2, 3, 0]);
  expect(quorumsToChoose({ ...agreed, quorum: 0 }, 4)).toEqual([0]);
  expect(quorumsToChoose({ ...agreed, quorum: 5 }, 2)).toEqual([5, 0]);
  expect([hasRetention(agreed), hasRetention(shredded)]).toEqual([false, true]);
});

test('as it is, nothing is stricter', () => {
  expect(readTightening(agreed, draftFrom(agreed))).toEqual({ kind: 'same' });
  expect(readTightening(shredded, draftFrom(shredded))).toEqual({ kind: 'same' });
});

test('what is stricter is proposed', () => {
  const rules = { ...agreed, rule: 'off the record', ballotsMin: 5 } as const;
  expect(readTightening(agreed, { ...draftFrom(agreed), rule: 'off the record', ballotsMin: ' 5' })).toEqual({
    kind: 'rules',
    rules,
  });
  expect(readTightening(shredded, { ...draftFrom(shredded), retentionDays: '7' })).toEqual({
    kind: 'rules',
    rules: { ...shredded, retentionDays: 7 },
  });
});

test.each(['', '-1', '2', 'x', '99999'])('ballots of %j are none', (ballotsMin) => {
  expect(readTightening(agreed, { ...draftFrom(agreed), ballotsMin })).toEqual({ kind: 'fault', at: 'ballots' });
});

test.each(['', '0', '31', 'x'])('a retention of %j is none', (retentionDays) => {
  expect(readTightening(shredded, { ...draftFrom(shredded), retentionDays })).toEqual({
    kind: 'fault',
    at: 'retention',
  });
});
