import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { seatKeys } from '../../src/client/seat-identity.ts';
import { parseRecoveryPhrase } from '../../src/protocol/joining/recovery-phrase.ts';
import { vaultItemKeys, vaultKey } from '../../src/protocol/joining/vault-keys.ts';
import { contains, spellings } from '../support/contains.ts';
import { House, type Person, partyNamed, rest, say } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;
let one: Seat;
let two: Seat;
let his: Seat;

/** Words that stand nowhere else. */
const TITLE = 'Zanzibar corridor talks';
const SECOND_TITLE = 'Quixotic backchannel';
const SAID = 'Ransomed barley against vouchers';
const ATTRIBUTE = 'formerly harbourmaster';

beforeAll(async () => {
  house = await House.open();
  anna = await house.person('Annabella Vrontis', { line: true });
  boris = await house.person('Borislav Kemeny', { line: true });
  const parties = [
    { name: 'Secretariat of Mirrors', secretariat: true },
    { name: 'Arveliandia', secretariat: false },
    { name: 'Kestrianople', secretariat: false },
  ];
  one = await house.found(anna, {
    title: TITLE,
    purpose: 'Grain through minefields',
    parties,
    party: 'Arveliandia',
    attributes: [ATTRIBUTE],
  });
  two = await house.found(anna, {
    title: SECOND_TITLE,
    purpose: 'What the first may not know',
    parties,
    party: 'Arveliandia',
  });
  his = await house.seat(one, boris, { party: 'Kestrianople', attributes: [ATTRIBUTE] });
  await say(one, SAID, 'on the record');
  await say(his, `${SAID}?`);
  await say(two, `Not for Boris: ${SAID}`);
  await rest(one, two, his);
  for (const seat of [one, two, his]) await seat.keepInVault();
  await house.venue.beat();
});
afterAll(async () => {
  await house.close();
});

describe('whatever the venue keeps', () => {
  test('holds no title, name, party, attribute or word of the talks, in any spelling', async () => {
    const kept = await house.everythingKept();
    expect(kept.length).toBeGreaterThan(50_000);
    const words = [
      TITLE,
      SECOND_TITLE,
      SAID,
      ATTRIBUTE,
      'Grain through minefields',
      'Annabella',
      'Vrontis',
      'Borislav',
      'Kemeny',
      'Arveliandia',
      'Kestrianople',
      'Secretariat of Mirrors',
      'Office of',
    ];
    for (const word of words) {
      for (const spelling of spellings(word)) expect(contains(kept, spelling), word).toBe(false);
    }
  });

  test('nor did any of it pass over anybody’s line', () => {
    const passed = [anna, boris].flatMap((person) => [
      ...(person.line?.fromPerson ?? []),
      ...(person.line?.fromVenue ?? []),
    ]);
    expect(passed.length).toBeGreaterThan(20);
    for (const word of [TITLE, SECOND_TITLE, SAID, ATTRIBUTE, 'Vrontis', 'Kemeny', 'Arveliandia']) {
      for (const spelling of spellings(word)) {
        expect(
          passed.some((bytes) => contains(bytes, spelling)),
          word,
        ).toBe(false);
      }
    }
  });

  test('holds no secret of a seat', async () => {
    const kept = await house.everythingKept();
    for (const seat of [one, two, his]) {
      const { keyring, channelKeys } = seat.record.parts;
      const secrets = [
        seat.identity.seatSecret,
        seat.keys.sign.seed,
        seat.keys.access.seed,
        seat.keys.static.secret,
        seat.keys.saltKey,
        ...keyring.from(0).map(({ recordSecret }) => recordSecret),
        ...channelKeys.from(0).map(({ channelKey }) => channelKey),
        ...seat.held.shareKeys.map(({ secret }) => secret),
      ];
      for (const secret of secrets) expect(contains(kept, secret)).toBe(false);
    }
  });
});

describe('a person’s seats', () => {
  test('[SEAT-1] have no key and no id in common that the venue sees', async () => {
    const deviceOf = (seat: Seat) => seat.epoch.leaves.find(({ seatId }) => Buffer.compare(seatId, seat.seatId) === 0);
    const seen = (seat: Seat) => [
      seat.identity.channel,
      seat.seatId,
      seat.identity.seatSecret,
      seat.keys.sign.publicKey,
      seat.keys.static.publicKey,
      seat.keys.access.publicKey,
      seat.keys.saltKey,
      seat.epoch.postingKey,
      seat.epoch.recordSecret,
      deviceOf(seat)?.signaturePublicKey as Uint8Array,
      ...seat.held.shareKeys.map(({ secret }) => secret),
      partyNamed(seat, 'Arveliandia'),
    ];
    const all = [...seen(one), ...seen(two)].map((bytes) => Buffer.from(bytes).toString('hex'));
    expect(new Set(all).size).toBe(all.length);
  });

  test('[VAULT-1] lie in the vault under ids and keys that have nothing in common', async () => {
    const parsed = parseRecoveryPhrase(anna.participant.phrase);
    if (parsed.kind !== 'phrase') throw new Error(parsed.kind);
    const items = await Promise.all([0, 1].map((index) => vaultItemKeys(vaultKey(parsed.entropy), index)));
    const kept = await house.everythingKept();
    const [first, second] = items;
    if (first === undefined || second === undefined) throw new Error('no items');
    for (const keys of [first, second]) expect(contains(kept, keys.id)).toBe(true);
    expect(Buffer.compare(first.id, second.id)).not.toBe(0);
    expect(Buffer.compare(first.write.publicKey, second.write.publicKey)).not.toBe(0);
    // What passes over one channel's line says nothing of the other seat.
    const frames = (anna.line?.fromPerson ?? []).filter((frame) => contains(frame, first.id));
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) {
      for (const foreign of [second.id, two.identity.channel, two.seatId]) expect(contains(frame, foreign)).toBe(false);
    }
    // All items are of one size: how much somebody has is not told either.
    const sizes = frames.map(({ length }) => length);
    expect(new Set(sizes.map((size) => Math.round(size / 64))).size).toBe(1);
  });
});

describe('whoever sits in one channel', () => {
  test('finds no trace of another: not on the device, not in all that the venue sent', () => {
    const told = [...(boris.line?.fromVenue ?? []), boris.disk.dump()];
    const foreign = [
      two.identity.channel,
      two.seatId,
      two.keys.access.publicKey,
      two.epoch.postingKey,
      two.epoch.recordSecret,
      ...spellings(SECOND_TITLE),
      ...spellings('Not for Boris'),
      Buffer.from(Buffer.from(two.identity.channel).toString('hex')),
    ];
    for (const trace of foreign) expect(told.some((bytes) => contains(bytes, trace))).toBe(false);
    expect(boris.disk.keys().filter((key) => key.endsWith('/identity'))).toEqual([
      seatKeys(one.identity.channel).identity,
    ]);
  });
});
