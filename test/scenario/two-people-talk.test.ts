import { afterAll, beforeAll, expect, test } from 'vitest';
import { House, heard, rest, say } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(async () => {
  await house.close();
});

test('two people talk: a founder, a link, four words, and both read both', async () => {
  const anna = await house.person('Anna');
  const boris = await house.person('Boris');
  const hers = await house.found(anna);
  const his = await house.seat(hers, boris, { party: 'Kestria' });
  await say(hers, 'We could open the harbour on Sundays.');
  await say(his, 'Sundays are possible.', 'on the record');
  await rest(hers, his);

  expect(heard(his)).toEqual(['We could open the harbour on Sundays.', 'Sundays are possible.']);
  expect(heard(hers)).toEqual(heard(his));
  for (const seat of [hers, his]) {
    const entries = seat.projection.statements.order.map((entry) => seat.projection.entries[entry]);
    expect(entries.map((entry) => entry?.authenticity)).toEqual(['verified', 'verified']);
    expect(entries.map((entry) => entry?.onRecord)).toEqual([false, true]);
    expect(seat.violations).toEqual([]);
  }
  expect([...anna.troubles, ...boris.troubles]).toEqual([]);
});
