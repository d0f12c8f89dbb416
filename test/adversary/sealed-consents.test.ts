// A party's yes is nobody's to show while the others have not said it too, and never if they do not.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { idText } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { verify } from '../../src/protocol/crypto/ed25519.ts';
import { body } from '../../src/protocol/seal/body.ts';
import { consentMessageOf, releaseMessageOf } from '../../src/records/disclosure/signed-messages.ts';
import { snapshotProjection } from '../../src/records/projection.ts';
import { rosterInForce } from '../../src/records/roster/roster-slice.ts';
import { openPublicSpace, proposeUpdate, standing } from '../support/disclosing.ts';
import { House, type Person, partyNamed, rest, say, until } from '../support/house.ts';
import { itemsOf } from '../support/look-inside.ts';

let house: House;
let anna: Person;
let boris: Person;
let clara: Person;
let [hers, his, theirs]: Seat[] = [];
let seats: Seat[];

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna');
  boris = await house.person('Boris');
  clara = await house.person('Clara');
  const parties = ['Arvelia', 'Kestria', 'Communes'].map((name) => ({ name, secretariat: false }));
  // Where everything is on the record unless somebody chooses otherwise: there it is easiest to say too much.
  hers = await house.found(anna, { parties, rules: { rule: 'on the record' } });
  his = await house.seat(hers, boris, { party: 'Kestria' });
  theirs = await house.seat(hers, clara, { party: 'Communes' });
  seats = [hers, his, theirs];
  await rest(...seats);
  await openPublicSpace(house, [
    { seat: hers, party: 'Arvelia' },
    { seat: his, party: 'Kestria' },
    { seat: theirs, party: 'Communes' },
  ]);
});
afterEach(async () => {
  await house.close();
});

/** The index of each roster key with a signature over the disclosure in anything that this member can read. */
async function signersShownBy(seat: Seat, disclosure: Uint8Array): Promise<readonly number[]> {
  const entries = (await itemsOf(seat)).flatMap(({ opened }) =>
    opened?.kind === 'opened' ? [encode(body, opened)] : [],
  );
  expect(entries.length).toBeGreaterThan(10);
  const messages = [
    consentMessageOf(disclosure),
    releaseMessageOf(disclosure),
    disclosure,
    seat.disclosure.round.view(disclosure).disclosure,
  ];
  const keys = rosterInForce(seat.projection.rosters)?.consentKeys ?? [];
  const found = new Set<number>();
  for (const window of [...entries, snapshotProjection(seat.projection)].flatMap(signatureWindows)) {
    for (const [index, key] of keys.entries()) {
      for (const message of messages) if (await verify(key, window, message)) found.add(index);
    }
  }
  return [...found].sort();
}

/** Every 64 bytes that can be a signature at all: its second half is below the order of the group. */
function signatureWindows(bytes: Uint8Array): readonly Uint8Array[] {
  const windows: Uint8Array[] = [];
  for (let at = 0; at + 64 <= bytes.length; at += 1) {
    if ((bytes[at + 63] as number) <= 0x10) windows.push(bytes.subarray(at, at + 64));
  }
  return windows;
}

/** Whether anyone said anything about the disclosure that a record signature binds, but for who proposed it. */
function onRecordAbout(seat: Seat): readonly string[] {
  const { entries } = seat.projection;
  return Object.values(entries).flatMap(({ name, onRecord }) =>
    onRecord && name !== 'disclosure-proposal' ? [name] : [],
  );
}

describe('[CONSENT-5] a round that does not reach the quorum leaves no signature', () => {
  test('refused', async () => {
    const { entry } = await say(hers as Seat, 'The harbour could open in May.');
    const disclosure = await proposeUpdate(hers as Seat, 'The harbour opens in May.', [entry]);
    await rest(...seats);
    await hers?.disclosure.round.consent(disclosure);
    await his?.disclosure.round.consent(disclosure);
    await theirs?.disclosure.round.refuse(disclosure, 'Not in May.');
    await rest(...seats);
    for (const seat of seats) {
      expect(standing(seat, disclosure).kind).toBe('refused');
      expect(await signersShownBy(seat, disclosure)).toEqual([]);
      expect(onRecordAbout(seat).filter((name) => /consent|refusal|reveal/.test(name))).toEqual([]);
    }
  }, 60_000);

  test('withdrawn', async () => {
    const first = await proposeUpdate(hers as Seat, 'The harbour opens in May.');
    await rest(...seats);
    await his?.disclosure.round.consent(first);
    await theirs?.disclosure.round.consent(first);
    await rest(...seats);
    await hers?.disclosure.round.withdraw(first);
    await rest(...seats);
    for (const seat of seats) {
      expect(standing(seat, first)).toMatchObject({ kind: 'lapsed', reason: 'withdrawn' });
      expect(await signersShownBy(seat, first)).toEqual([]);
    }
  }, 60_000);

  test('one that reaches it leaves all of them: so the search above can find what it looks for', async () => {
    const disclosure = await proposeUpdate(hers as Seat, 'The harbour opens in May.');
    await rest(...seats);
    for (const seat of seats) await seat.disclosure.round.consent(disclosure);
    await rest(...seats);
    for (const seat of seats) await until(() => standing(seat, disclosure).kind === 'released');
    expect(await signersShownBy(theirs as Seat, disclosure)).toEqual([0, 1, 2]);
  }, 60_000);
});

describe('[CONSENT-3] no signature before a quorum has consented', () => {
  test('a holder that was away opens its consent when it is back, from what it keeps', async () => {
    const disclosure = await proposeUpdate(hers as Seat, 'The harbour opens in May.');
    await rest(...seats);
    await hers?.disclosure.round.consent(disclosure);
    await his?.disclosure.round.consent(disclosure);
    await rest(...seats);
    anna.kill();
    await theirs?.disclosure.round.consent(disclosure);
    await rest(his as Seat, theirs as Seat);
    const awaited = idText(partyNamed(his as Seat, 'Arvelia'));
    expect(standing(his as Seat, disclosure)).toEqual({ kind: 'consented', revealsAwaited: [awaited] });
    await anna.open();
    await until(() => standing(his as Seat, disclosure).kind === 'released');
    expect(anna.troubles).toEqual([]);
  }, 30_000);

  test('a seal counts for a device that knows who posted it, or that has seen it opened', async () => {
    const disclosure = await proposeUpdate(hers as Seat, 'The harbour opens in May.');
    await rest(...seats);
    await hers?.disclosure.round.consent(disclosure);
    await his?.disclosure.round.consent(disclosure);
    await rest(...seats);
    anna.kill();
    boris.kill();
    // As if she had been admitted after them: anybody might have posted these two.
    const { consents } = (theirs as Seat).disclosure.round.view(disclosure);
    for (const consent of Object.values(consents)) consent.isVerified = false;
    await theirs?.disclosure.round.consent(disclosure);
    await rest(theirs as Seat);
    expect(standing(theirs as Seat, disclosure).kind).toBe('consented');
    expect(await signersShownBy(theirs as Seat, disclosure)).toEqual([]);
    await expect(theirs?.disclosure.round.reveal(disclosure)).rejects.toMatchObject({ code: 'DISCLOSURE_STATE' });
    await anna.open();
    await boris.open();
    await until(() => standing(theirs as Seat, disclosure).kind === 'released');
  }, 30_000);
});
