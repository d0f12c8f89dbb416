import { beforeAll, expect, test, vi } from 'vitest';
import { RULES } from '../../protocol/charter/ground-rules.ts';
import type { RulesView } from '../../records/rules/rules-slice.ts';
import { loadMessages } from '../messages/messages.ts';
import { rulesParagraph } from './rules-paragraph.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

const all: RulesView[] = RULES.flatMap((rule) =>
  [0, 2, 3, 12].flatMap((quorum) =>
    [null, 1, 30, 3650].flatMap((retentionDays) =>
      [0, 1, 2, 9].flatMap((ballotsMin) =>
        [true, false].map((secretariatHoldsShare) => ({
          track: 'unofficial' as const,
          ...{ rule, quorum, retentionDays, ballotsMin, secretariatHoldsShare },
        })),
      ),
    ),
  ),
);

test('every combination reads as whole sentences', () => {
  for (const rules of all) {
    const paragraph = rulesParagraph(rules);
    expect(paragraph).not.toMatch(/[{}#<>]|undefined|null|NaN| {2}|\n/);
    for (const sentence of paragraph.split(/(?<=\.) /)) expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
    expect(paragraph.length).toBeLessThan(700);
  }
});

test('rules that differ in what holds read differently, and others alike', () => {
  const [said, base] = [new Map<string, RulesView[]>(), all.find(({ rule }) => rule === 'Chatham House') as RulesView];
  for (const rules of all) said.set(rulesParagraph(rules), [...(said.get(rulesParagraph(rules)) ?? []), rules]);
  // On the record and Chatham House: 4 quorums, 2 for the secretariat, 3 of ballots. Off the record: 4 retentions, 3 of ballots.
  expect(said.size).toBe(2 * 4 * 2 * 3 + 4 * 3);
  expect(rulesParagraph({ ...base, quorum: 3, secretariatHoldsShare: false, retentionDays: null, ballotsMin: 4 })).toBe(
    'What is said in this room may be used; who said it, for whom they speak, and who else was there may not be revealed. ' +
      'It can be proven to outsiders by its author, or by any 3 parties together, or by all while fewer sit here, and by nobody else. ' +
      'The secretariat does not count as one of these parties. The record is kept. ' +
      'A sounding shows no result when fewer than 4 seats answer it. ' +
      'These rules can be made stricter when everybody here agrees, and never looser; what was said before stands under the rules before.',
  );
});
