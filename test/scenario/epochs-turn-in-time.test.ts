import { afterAll, beforeAll, expect, test } from 'vitest';
import { House, rest, say } from '../support/house.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const at = (local: string) => ({ local, zone: 'Europe/Zurich', instant: Date.parse(`${local}Z`) });

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(async () => {
  await house.close();
});

test('an epoch ends with a meeting, by the one seat that notes that it was held', async () => {
  const [anna, boris] = [await house.person('Anna'), await house.person('Boris')];
  const hers = await house.found(anna);
  const his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
  const before = hers.epoch.epoch;
  const { entry: meeting } = await hers.post('meeting', {
    title: 'At the harbour',
    purpose: 'To look at it.',
    start: at('2031-03-04T10:00'),
    end: at('2031-03-04T12:00'),
    place: 'The customs house',
    agenda: ['The gauge'],
  });
  await rest(hers, his);
  expect(his.epoch.epoch).toBe(before);
  await hers.post('meeting-outcome', { meeting, outcome: 'held', note: '' });
  await rest(hers, his);
  await rest(hers, his);
  expect([hers.epoch.epoch, his.epoch.epoch]).toEqual([before + 1, before + 1]);
  expect([...anna.troubles, ...boris.troubles]).toEqual([]);
});

test('an epoch that is older than a day ends before the next word is said', async () => {
  const clara = await house.person('Clara');
  const hers = await house.found(clara);
  await say(hers, 'Today.');
  const before = hers.epoch.epoch;
  clara.clock = () => Date.now() + DAY_MS + 1;
  await say(hers, 'Tomorrow.');
  expect(hers.epoch.epoch).toBe(before + 1);
  clara.clock = Date.now;
});
