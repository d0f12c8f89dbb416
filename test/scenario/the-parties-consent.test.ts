import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EntryId, idFromText } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import type { Seat } from '../../src/client/seat.ts';
import { keyPair } from '../../src/protocol/crypto/x25519.ts';
import { verifyCommunique } from '../../src/verify/verify-communique.ts';
import { crooked, statement } from '../support/crooked-entry.ts';
import { House, type Person, partyNamed, rest, say, until } from '../support/house.ts';
import { itemsOf } from '../support/look-inside.ts';
import { processKeyOf } from '../support/process-key-of.ts';

let house: House;
let people: Person[];
let hers: Seat;
let his: Seat;
let secretariat: Seat;

beforeEach(async () => {
  house = await House.open();
  people = [await house.person('Anna'), await house.person('Boris'), await house.person('Sam')];
  const [anna, boris, sam] = people as [Person, Person, Person];
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  secretariat = await house.seat(hers, sam, { party: 'Secretariat' });
  await rest(hers, his, secretariat);
  for (const seat of [hers, his]) await seat.disclosure.roster.offerConsentKey();
  await rest(hers, his);
  const parties = ['Arvelia', 'Kestria'].map((name) => ({ party: partyNamed(hers, name), label: name }));
  await hers.disclosure.roster.draft({ processName: 'Harbour talks', quorum: 2, parties });
  for (const seat of [hers, his]) {
    await rest(seat);
    await seat.disclosure.roster.sign();
  }
  await rest(hers, his);
  await hers.disclosure.roster.open({ slug: 'harbour', convenerToken: house.token });
  await rest(hers, his, secretariat);
});
afterEach(async () => {
  await house.close();
});

async function proposed(): Promise<Uint8Array> {
  const { entry } = await say(his, 'The harbour opens on Sundays.');
  await rest(hers, his, secretariat);
  return await hers.disclosure.round.propose({
    kind: 'joint statement',
    texts: [{ language: 'en', title: 'The harbour', text: 'The harbour opens on Sundays.' }],
    claims: [{ entry, label: 'Opening days' }],
    showParties: true,
  });
}

const stateOf = (seat: Seat, digest: Uint8Array) => seat.projection.disclosures.byDigest[toHex(digest)]?.state.kind;

describe('a text that the parties are asked to disclose', () => {
  test('[CONSENT-1] by all of them goes out, and an outsider verifies it from the file alone', async () => {
    const digest = await proposed();
    for (const seat of [hers, his]) {
      await rest(seat);
      await seat.disclosure.round.consent(digest);
    }
    await until(async () => {
      await rest(hers, his);
      return stateOf(hers, digest) === 'released';
    });
    const published = await hers.disclosure.publish(digest);
    const file = await until200(`${house.url}/p/${published.slug}/communiques/${published.number}.json`);
    const verified = await verifyCommunique({
      file,
      venueKey: house.venue.verifierKey,
      processKey: processKeyOf(hers),
    });
    expect(verified.processName).toBe('Harbour talks');
    expect(Buffer.from(file).toString()).toContain('The harbour opens on Sundays.');
    for (const person of people) expect(person.troubles).toEqual([]);
  }, 20_000);

  test('[CONSENT-3] and that one of them refuses stays unprovable: no share has moved, and the secretariat opens nothing', async () => {
    const digest = await proposed();
    await hers.disclosure.round.consent(digest);
    await rest(hers, his);
    await his.disclosure.round.refuse(digest, 'Not yet.');
    await rest(hers, his, secretariat);
    for (const seat of [hers, his, secretariat]) {
      expect((await itemsOf(seat)).filter(({ kind }) => kind === 'audit-share')).toEqual([]);
    }
    await expect(hers.disclosure.round.shareForAudit(digest)).rejects.toThrow();
    await expect(hers.disclosure.publish(digest)).rejects.toMatchObject({ code: 'DISCLOSURE_STATE' });
    await expect(secretariat.disclosure.round.shareForAudit(digest)).rejects.toThrow();
  }, 20_000);
});

test('[CONSENT-4] a claim whose shares open nothing voids the round, and everyone sees it', async () => {
  // Boris seals noise to Arvelia in the place of its share; that shows only now.
  const { charter } = his.epoch;
  const { publicKey } = await keyPair(new Uint8Array(32).fill(7));
  const parties = charter.parties.map((party) =>
    party.name === 'Arvelia' ? { ...party, shareKey: publicKey } : party,
  );
  const { item } = await crooked(his, { charter: { ...charter, parties }, payload: statement('Never provable.') });
  const connection = await his.session.connection();
  expect((await connection.post(his.record.parts.lastHandshake, item)).kind).toBe('posted');
  await rest(hers, his);
  const [entry] = hers.projection.statements.order;
  const digest = await hers.disclosure.round.propose({
    kind: 'joint statement',
    texts: [{ language: 'en', title: 'Nothing', text: 'Never provable.' }],
    claims: [{ entry: idFromText<EntryId>(entry as string) as EntryId, label: 'Nothing' }],
    showParties: true,
  });
  for (const seat of [hers, his]) {
    await rest(seat);
    await seat.disclosure.round.consent(digest);
  }
  await until(async () => {
    await rest(hers, his);
    return stateOf(hers, digest) === 'voided';
  });
  expect(stateOf(his, digest)).toBe('voided');
  await expect(hers.disclosure.publish(digest)).rejects.toMatchObject({ code: 'DISCLOSURE_STATE' });
}, 20_000);

async function until200(url: string): Promise<Uint8Array> {
  let answer: Response | undefined;
  await until(async () => {
    answer = await fetch(url);
    return answer.ok;
  });
  return new Uint8Array(await (answer as Response).arrayBuffer());
}
