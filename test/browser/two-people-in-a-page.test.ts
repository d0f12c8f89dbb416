import { expect, inject, test } from 'vitest';
import { fromHex } from '../../src/base/text-encodings.ts';
import { Participant } from '../../src/client/participant.ts';
import type { Seat } from '../../src/client/seat.ts';
import { IndexedDbStorage } from '../../src/client/storage/indexed-db-storage.ts';
import { parseRecoveryPhrase } from '../../src/protocol/joining/recovery-phrase.ts';
import { createMls } from '../../src/protocol/mls/ts-mls/create-mls.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const statement = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

async function deviceOn(database: string) {
  return { mls: await createMls(), clock: Date.now, random, storage: await IndexedDbStorage.open(database) };
}

function heard(seat: Seat): readonly string[] {
  const { order, byEntry } = seat.projection.statements;
  return order.map((entry) => byEntry[entry]?.text ?? '');
}

test('two engines in a browser talk over a real venue, stop, go on from their storage, and come back from a phrase', async () => {
  const { url, token } = inject('venue');
  const run = crypto.randomUUID();
  const anna = await Participant.open(await deviceOn(`anna-${run}`));
  let boris = await Participant.open(await deviceOn(`boris-${run}`));
  const hers = await anna.foundChannel({
    venue: url,
    convenerToken: fromHex(token) as Uint8Array,
    title: 'In a page',
    purpose: '',
    groundRules: {
      track: 'official',
      rule: 'Chatham House',
      quorum: 0,
      retentionDays: undefined,
      ballotsMin: 3,
      secretariatHoldsShare: false,
    },
    parties: [
      { name: 'Arvelia', secretariat: false },
      { name: 'Kestria', secretariat: false },
    ],
    own: { party: 'Arvelia', name: 'Anna', affiliation: '', attributes: [], consentHolder: true },
  });
  const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
  const papers = await boris.knock(link, { name: 'Boris', affiliation: '' });
  const [knock] = await hers.stewardship.knocks();
  expect(knock?.safetyWords).toEqual(papers.safetyWords);
  const party = hers.epoch.charter.parties.find(({ name }) => name === 'Kestria')?.party;
  if (knock === undefined || party === undefined) throw new Error('nobody knocked');
  await hers.stewardship.admit(knock, { party, role: 'member', consentHolder: true, attributes: [], readsFrom: 'now' });
  let his = await boris.admitted(papers);
  await hers.post('statement', statement('Hello from this page.'));
  await his.post('statement', statement('And from this one.'), { attribution: 'on the record' });
  await hers.synced();
  expect(heard(hers)).toEqual(['Hello from this page.', 'And from this one.']);

  await boris.close();
  await hers.turnEpoch();
  await hers.post('statement', statement('While you were away.'));
  boris = await Participant.open(await deviceOn(`boris-${run}`));
  his = boris.seats[0] as Seat;
  await his.synced();
  expect(heard(his)).toEqual(['Hello from this page.', 'And from this one.', 'While you were away.']);
  const authenticities = Object.values(his.projection.entries).map(({ authenticity }) => authenticity);
  expect(new Set(authenticities)).toEqual(new Set(['verified']));

  await his.keepInVault();
  const parsed = parseRecoveryPhrase(boris.phrase);
  if (parsed.kind !== 'phrase') throw new Error(parsed.kind);
  const again = await Participant.recover(await deviceOn(`boris-again-${run}`), parsed.entropy, url);
  const back = again.seats[0] as Seat;
  await back.post('statement', statement('Back.'));
  await hers.synced();
  expect(heard(hers).at(-1)).toBe('Back.');
  expect(heard(back)).toEqual(heard(hers));
  for (const seat of [hers, back]) expect(seat.violations).toEqual([]);
  await Promise.all([anna.close(), boris.close(), again.close()]);
});
