import { afterEach, beforeEach, expect, test } from 'vitest';
import { idText, type PartyId } from '../../src/base/ids.ts';
import { PERFORM } from '../../src/web/engine/perform.ts';
import { engineOf } from '../support/engine-of.ts';
import { House, heard, partyNamed, rest, say } from '../support/house.ts';

let house: House;

beforeEach(async () => {
  house = await House.open();
});

afterEach(async () => {
  await house.close();
});

test('a party that another room knows keeps its id when it is added, so that the two are one process', async () => {
  const anna = await house.person('Anna');
  const parties = (names: readonly string[], known?: PartyId) =>
    names.map((name) => ({ name, secretariat: false, ...(known === undefined ? {} : { party: known }) }));
  const plenary = await house.found(anna, { parties: parties(['Arvelia', 'Kestria']) });
  const arvelia = partyNamed(plenary, 'Arvelia');
  const caucus = await house.found(anna, { title: 'Caucus', parties: parties(['Arvelia'], arvelia) });
  const engine = await engineOf(house, anna);

  const kestria = idText(partyNamed(plenary, 'Kestria'));
  const channel = idText(caucus.identity.channel);
  const added = await PERFORM.addParty(engine, { channel, party: kestria, name: 'Kestria', secretariat: false });
  await rest(caucus);

  expect(added.party).toBe(kestria);
  expect(idText(partyNamed(caucus, 'Kestria'))).toBe(kestria);
  expect(engine.processOf(channel)).toBe(engine.processOf(idText(plenary.identity.channel)));
});

test('with a link that was taken back nobody knocks, and who had knocked waits no more', async () => {
  const [anna, bela, cora] = [await house.person('Anna'), await house.person('Béla'), await house.person('Cora')];
  const seat = await house.found(anna);
  const engine = await engineOf(house, anna);
  const channel = idText(seat.identity.channel);
  const { link } = await PERFORM.invite(engine, { channel, expiresAt: Date.now() + 3_600_000 });
  await bela.participant.knock(link, { name: 'Béla', affiliation: '' });
  expect(await engine.knocks(channel)).toMatchObject([{ name: 'Béla' }]);

  expect(await PERFORM.withdrawInvitations(engine, { channel })).toEqual({ count: 1 });

  expect(await engine.knocks(channel)).toEqual([]);
  const late = cora.participant.knock(link, { name: 'Cora', affiliation: '' });
  await expect(late).rejects.toMatchObject({ detail: { code: 'INVITATION_UNKNOWN' } });
  expect(await PERFORM.withdrawInvitations(engine, { channel })).toEqual({ count: 0 });
});

test.each([
  ['from now on', 'now', []],
  ['everything', 'all', ['Said before.']],
] as const)('whoever is admitted to read %s reads that, and nothing else', async (_, readsFrom, reads) => {
  const [anna, bela] = [await house.person('Anna'), await house.person('Béla')];
  const seat = await house.found(anna);
  const engine = await engineOf(house, anna);
  const channel = idText(seat.identity.channel);
  await say(seat, 'Said before.');
  const { link } = await PERFORM.invite(engine, { channel, expiresAt: Date.now() + 3_600_000 });
  const papers = await bela.participant.knock(link, { name: 'Béla', affiliation: '' });
  const [knock] = await engine.knocks(channel);
  if (knock === undefined) throw new Error('nobody knocks');
  expect(knock.safetyWords).toEqual(papers.safetyWords);

  await PERFORM.admit(engine, {
    channel,
    invitation: knock.invitation,
    knock: knock.knock,
    party: idText(partyNamed(seat, 'Kestria')),
    role: 'member',
    consentHolder: false,
    name: 'Béla',
    affiliation: '',
    attributes: [],
    readsFrom,
  });
  const his = bela.watch(await bela.participant.admitted(papers));
  await say(seat, 'Said after.');
  await rest(seat, his);

  expect(heard(his)).toEqual([...reads, 'Said after.']);
});
