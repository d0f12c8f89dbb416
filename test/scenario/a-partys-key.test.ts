import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { House, heard, partyNamed, rest, say, until } from '../support/house.ts';
import { itemsOf, ownShares } from '../support/look-inside.ts';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(async () => {
  await house.close();
});

const generationOf = (seat: Seat, party: string) =>
  seat.epoch.charter.parties.find(({ name }) => name === party)?.shareKeyGeneration ?? -1;

test('[SHARE-3] a second seat of a party makes a new share key, and opens no share sealed before it', async () => {
  const anna = await house.person('Anna');
  const boris = await house.person('Boris');
  const carl = await house.person('Carl');
  const hers = await house.found(anna);
  const his = await house.seat(hers, boris, { party: 'Kestria' });
  await say(hers, 'Before Carl.');
  await rest(hers, his);
  expect(generationOf(hers, 'Kestria')).toBe(1);

  const carls = await house.seat(hers, carl, { party: 'Kestria' });
  await rest(hers, carls, his, carls, his);
  expect(generationOf(hers, 'Kestria')).toBe(2);
  expect(his.held.half(2)).toEqual(carls.held.half(2));
  expect(carls.held.half(2)).toBeDefined();
  expect(carls.held.half(1)).toBeUndefined();
  expect(his.held.half(1)).toBeDefined();

  await say(hers, 'After Carl.');
  await rest(hers, his, carls);
  const [before, after] = (await itemsOf(his)).filter(({ kind }) => kind === 'statement');
  const kestria = partyNamed(hers, 'Kestria');
  expect(await ownShares(his, before, kestria)).toBe('opens');
  expect(await ownShares(carls, before, kestria)).toBe('closed');
  expect(await ownShares(his, after, kestria)).toBe('opens');
  expect(await ownShares(carls, after, kestria)).toBe('opens');
  expect(heard(carls)).toEqual(['After Carl.']);

  // And when one of them leaves, those who stay make another, once.
  await hers.stewardship.remove(carls.seatId);
  await rest(hers, his);
  await until(() => generationOf(his, 'Kestria') === 3);
  await rest(hers, his, hers, his);
  expect(generationOf(hers, 'Kestria')).toBe(3);
  expect(his.held.half(3)).toBeDefined();
  expect(carls.held.half(3)).toBeUndefined();
  const { epoch } = hers.epoch;
  await new Promise((resolve) => setTimeout(resolve, 300));
  await rest(hers, his);
  expect(hers.epoch.epoch).toBe(epoch);
  for (const person of [anna, boris, carl]) expect(person.troubles).toEqual([]);
}, 15_000);

test('[SHARE-3] older halves go to a fellow who may read what they cover, once a person says so and not before', async () => {
  const [anna, boris, carl] = [await house.person('Anna'), await house.person('Boris'), await house.person('Carl')];
  const hers = await house.found(anna);
  const his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
  const readsFrom = his.epoch.epoch;
  await say(hers, 'Before Carl.');
  await rest(hers, his);
  const carls = await house.seat(hers, carl, { party: 'Kestria', readsFrom });
  await rest(hers, carls, his, carls, his);
  expect(heard(carls)).toEqual(['Before Carl.']);
  const [before] = (await itemsOf(carls)).filter(({ kind }) => kind === 'statement');
  const kestria = partyNamed(hers, 'Kestria');
  expect(carls.held.half(2)).toBeDefined();
  expect(carls.held.half(1)).toBeUndefined();
  expect(await ownShares(carls, before, kestria)).toBe('closed');

  await his.passOnOlderKeys(carls.seatId);
  await rest(his, carls);
  expect(carls.held.half(1)).toEqual(his.held.half(1));
  expect(await ownShares(carls, before, kestria)).toBe('opens');
  await expect(his.passOnOlderKeys(hers.seatId)).rejects.toMatchObject({ code: 'UNKNOWN_SEAT' });
  for (const person of [anna, boris, carl]) expect(person.troubles).toEqual([]);
}, 15_000);

test('a seat that goes on alone after another left makes one new key, and then rests', async () => {
  const dora = await house.person('Dora');
  const emil = await house.person('Emil');
  const hers = await house.found(dora, { party: 'Arvelia' });
  const his = await house.seat(hers, emil, { party: 'Arvelia' });
  await rest(hers, his);
  await hers.stewardship.remove(his.seatId);
  await until(() => generationOf(hers, 'Arvelia') === 3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(generationOf(hers, 'Arvelia')).toBe(3);
});
