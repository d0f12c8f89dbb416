import { afterEach, beforeEach, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { openPublicSpace, proposeUpdate, standing } from '../support/disclosing.ts';
import { engineOf } from '../support/engine-of.ts';
import { House, rest, say, until } from '../support/house.ts';

let house: House;

beforeEach(async () => {
  house = await House.open();
});

afterEach(async () => {
  await house.close();
});

async function twoPeople() {
  const [anna, boris] = [await house.person('Anna'), await house.person('Boris')];
  const hers = await house.found(anna);
  const his = await house.seat(hers, boris, { party: 'Kestria' });
  const engine = await engineOf(house, anna);
  return { hers, his, room: () => engine.room(idText(hers.identity.channel)) };
}

test('what others said since one looked is unread, and what one said oneself never', async () => {
  const { hers, his, room } = await twoPeople();
  const before = room()?.unread ?? Number.NaN;
  await say(hers, 'Mine.');
  await rest(hers);
  expect(room()?.unread).toBe(before);
  await say(his, 'Theirs.');
  await rest(his, hers);
  expect(room()?.unread).toBe(before + 1);
});

test('a published text leads to this venue, whatever address the one who published it wrote down', async () => {
  const { hers, his, room } = await twoPeople();
  await openPublicSpace(house, [
    { seat: hers, party: 'Arvelia' },
    { seat: his, party: 'Kestria' },
  ]);
  const disclosure = await proposeUpdate(hers, 'We met.');
  for (const seat of [hers, his]) {
    await rest(seat);
    await seat.disclosure.round.consent(disclosure);
  }
  await until(async () => {
    await rest(hers, his);
    return standing(his, disclosure).kind === 'released';
  });
  const link = 'https://elsewhere.example/p/harbour-talks/communiques/1';
  await his.post('disclosure-published', { disclosure, slug: 'harbour-talks', number: 1, link });
  await rest(his, hers);

  expect(standing(hers, disclosure)).toMatchObject({ kind: 'published', link });
  expect(room()?.projection.disclosures.byDigest[toHex(disclosure)]?.state).toMatchObject({
    kind: 'published',
    link: `${house.url}/p/harbour-talks/communiques/1`,
  });
});
