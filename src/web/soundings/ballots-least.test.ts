import { expect, test } from 'vitest';
import { rehearse, SEATS } from '../../records/rehearsal-room.ts';
import { asGroundRules, rulesInForce } from '../../records/rules/rules-in-force.ts';
import { ballotsLeast } from './ballots-least.ts';

test('a sounding asks for as many ballots as the rules that hold now', () => {
  const { room, post } = rehearse({ ballotsMin: 3 });
  expect(ballotsLeast(room)).toBe(3);
  const rules = { ...asGroundRules(rulesInForce(room)), ballotsMin: 4 };
  const { entry } = post('ada', 'rules-tightening', { rules });
  for (const by of Object.keys(SEATS)) {
    if (by !== 'ada') post(by as keyof typeof SEATS, 'rules-assent', { tightening: entry });
  }
  expect(ballotsLeast(room)).toBe(4);
});

test('and for two where they ask for none', () => {
  expect(ballotsLeast(rehearse({ ballotsMin: 0 }).room)).toBe(2);
});
