import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { list, struct, text, uint } from '../../src/protocol/codec/shapes.ts';
import { keyPair } from '../../src/protocol/crypto/ed25519.ts';
import { PAYLOAD_BYTES_MAX } from '../../src/protocol/entry/limits.ts';
import type { SealRequest } from '../../src/protocol/seal/seal-entry.ts';
import { encodePayload } from '../../src/records/payload.ts';
import { crooked, statement } from '../support/crooked-entry.ts';
import { House, heard, type Person, rest, say } from '../support/house.ts';
import { itemsOf } from '../support/look-inside.ts';
import { namedIn } from '../support/room.ts';

let house: House;
let anna: Person;
let boris: Person;
let carl: Person;
let hers: Seat;
let his: Seat;
let carls: Seat;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** In another's name: the sealing itself would refuse, were it not told that these are the other's keys. */
function inTheNameOf(victim: Seat, by: Seat, signing = by): Partial<SealRequest> {
  const { charter } = by.epoch;
  const seats = charter.seats.map((each) =>
    Buffer.compare(each.seat, victim.seatId) === 0 ? { ...each, signKey: signing.keys.sign.publicKey } : each,
  );
  return { charter: { ...charter, seats }, seat: { id: victim.seatId, keys: { ...by.keys, sign: signing.keys.sign } } };
}

beforeEach(async () => {
  house = await House.open();
  [anna, boris, carl] = [await house.person('Anna'), await house.person('Boris'), await house.person('Carl')];
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  carls = await house.seat(hers, carl, { party: 'Secretariat' });
  await rest(hers, his, carls);
});
afterEach(async () => {
  await house.close();
});

async function post(seat: Seat, item: Uint8Array): Promise<void> {
  await seat.synced();
  const connection = await seat.session.connection();
  const outcome = await connection.post(seat.record.parts.lastHandshake, item);
  if (outcome.kind !== 'posted') throw new Error(outcome.code);
  await rest(hers, his, carls);
}

const refusals = (seat: Seat) => seat.projection.refused.map(({ reason }) => reason);

async function expectUnharmed(): Promise<void> {
  for (const [n, seat] of [hers, his, carls].entries()) await say(seat, `${n} goes on.`);
  await rest(hers, his, carls);
  for (const seat of [hers, his, carls])
    expect(heard(seat).slice(-3)).toEqual(['0 goes on.', '1 goes on.', '2 goes on.']);
}

describe('a member who says something', () => {
  test('in another’s name is found to have forged it, by everyone', async () => {
    const { item } = await crooked(carls, { ...inTheNameOf(his, carls), noAnnouncement: true });
    await post(carls, item);
    for (const seat of [hers, his]) {
      expect(refusals(seat)).toEqual(['FORGED']);
      expect(heard(seat)).toEqual([]);
    }
    await expectUnharmed();
  });

  test('[AUTHN-2] in another’s name, under an announcement of their own', async () => {
    const { item } = await crooked(carls, inTheNameOf(his, carls));
    await post(carls, item);
    for (const seat of [hers, his]) expect(refusals(seat)).toEqual(['FORGED']);
    await expectUnharmed();
  });

  test('[AUTHN-2] under the announcement that another made, which was made for each alone', async () => {
    await say(his, 'Mine.');
    await rest(hers, his, carls);
    const announced = (await itemsOf(carls)).find(({ kind }) => kind === 'statement')?.opened;
    if (announced?.kind !== 'opened') throw new Error('not opened');
    const { announcement } = namedIn(announced);
    const key = await keyPair(random(32));
    const { item } = await crooked(carls, {
      ...inTheNameOf(his, carls),
      epochKey: { seed: key.seed, publicKey: announcement?.authKey ?? key.publicKey, announcement },
    });
    await post(carls, item);
    for (const seat of [hers, his]) {
      expect(heard(seat)).toEqual(['Mine.']);
      expect(refusals(seat)).toEqual(['FORGED']);
    }
  });

  test('on the record with a signature of another key', async () => {
    const { item } = await crooked(carls, { ...inTheNameOf(carls, carls, his), attribution: 'on the record' });
    await post(carls, item);
    for (const seat of [hers, his]) expect(refusals(seat)).toEqual(['FORGED']);
    await expectUnharmed();
  });

  test('[AUTHN-5] with shares for other parties is caught, and what was said is read', async () => {
    const { charter } = carls.epoch;
    const strange = charter.parties.map((party) =>
      party.name === 'Kestria' ? { ...party, shareKeyGeneration: party.shareKeyGeneration + 5 } : party,
    );
    const { item } = await crooked(carls, { charter: { ...charter, parties: strange } });
    await post(carls, item);
    for (const seat of [hers, his]) expect(seat.violations.map(({ kind }) => kind)).toEqual(['shares']);
    expect(heard(hers)).toEqual(['Crooked.']);
  });

  test('of a kind that nobody knows is shown as from a newer version', async () => {
    const unknown = struct('unknown', {
      kind: uint('kind'),
      version: uint('version'),
      content: list('content', text('text', { maxBytes: 99 }), { max: 9 }),
    });
    const { item } = await crooked(carls, { payload: encode(unknown, { kind: 4_711, version: 9, content: ['?'] }) });
    await post(carls, item);
    for (const seat of [hers, his]) {
      expect(seat.projection.timeline).toContainEqual(
        expect.objectContaining({ kind: 'from-a-newer-version', tag: 4_711, version: 9 }),
      );
    }
    await expectUnharmed();
  });

  test('that is no payload at all is shown as unreadable', async () => {
    const { item } = await crooked(carls, { payload: random(400) });
    await post(carls, item);
    for (const seat of [hers, his]) expect(refusals(seat)).toEqual(['UNREADABLE']);
    await expectUnharmed();
  });

  test('[RECORD-4] as large as an entry may be and against its kind’s rule is skipped by all', async () => {
    const huge = new Uint8Array(PAYLOAD_BYTES_MAX - 8).fill(0xa5);
    const { item } = await crooked(carls, { payload: huge });
    expect(item.length).toBeGreaterThan(900_000);
    await post(carls, item);
    const said = { text: 'Re:', language: 'en', inReplyTo: undefined, conveyance: 'hold' } as const;
    const { item: inNoCaucus } = await crooked(carls, { payload: encodePayload('statement', said) });
    await post(carls, inNoCaucus);
    for (const seat of [hers, his]) expect(refusals(seat)).toEqual(['UNREADABLE', 'NOT_A_CAUCUS']);
    await expectUnharmed();
  });

  test('[RECORD-7] in answer to what never was is skipped by who would know, and shown as an answer to who came later', async () => {
    const said = { text: 'Re:', language: 'en', inReplyTo: random(16) as EntryId, conveyance: undefined };
    const { item } = await crooked(carls, { payload: encodePayload('statement', said) });
    await post(carls, item);
    expect(refusals(hers)).toEqual(['NO_SUCH_ENTRY']);
    expect(heard(hers)).toEqual([]);
    expect(refusals(his)).toEqual([]);
    expect(heard(his)).toEqual(['Re:']);
    expect(his.projection.entries[idText(said.inReplyTo)]).toBeUndefined();
    await expectUnharmed();
  });

  test('in 1970, or in the year 4000, is shown with that time and in its place', async () => {
    await post(carls, (await crooked(carls, { time: 0, payload: statement('Long ago.') })).item);
    await post(carls, (await crooked(carls, { time: 64_060_588_800_000, payload: statement('In time.') })).item);
    for (const seat of [hers, his]) {
      expect(heard(seat)).toEqual(['Long ago.', 'In time.']);
      const times = seat.projection.statements.order.map((entry) => seat.projection.entries[entry]?.time);
      expect(times).toEqual([0, 64_060_588_800_000]);
    }
    await expectUnharmed();
  });

  test('about a record that never was leaves evidence of it', async () => {
    await post(carls, (await crooked(carls, { seen: { ...carls.record.head, root: random(32) } })).item);
    for (const seat of [hers, his]) expect(seat.violations.map(({ kind }) => kind)).toEqual(['fork']);
    await expectUnharmed();
  });
});
