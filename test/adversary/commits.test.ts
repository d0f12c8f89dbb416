import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { equal } from '../../src/base/bytes.ts';
import { removing } from '../../src/client/group/charter-edits.ts';
import { deviceSeats } from '../../src/client/group/device-list.ts';
import type { Reading } from '../../src/client/record/reading.ts';
import type { Seat } from '../../src/client/seat.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { type Handshake, handshakeItem } from '../../src/protocol/handshake/handshake.ts';
import { itemKind } from '../../src/protocol/handshake/item-kind.ts';
import { HANDSHAKE_BYTES_MAX } from '../../src/protocol/handshake/limits.ts';
import { honestOn, lieOn, replaceOn } from '../support/crooked-line.ts';
import { aCommit, aLyingCommit, sendCommit } from '../support/hostile-commit.ts';
import { House, heard, type Person, rest, say, seatingIn, until } from '../support/house.ts';
import type { Line } from '../support/line.ts';
import { rawItems } from '../support/look-inside.ts';
import { readAs } from '../support/read-as.ts';

let house: House;
let people: [Person, Person, Person];
let hers: Seat;
let his: Seat;
let carls: Seat;

beforeEach(async () => {
  house = await House.open();
  const person = (name: string) => house.person(name, { line: true });
  people = [await person('Anna'), await person('Boris'), await person('Carl')];
  const [anna, boris, carl] = people;
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  carls = await house.seat(hers, carl, { party: 'Secretariat' });
  await rest(hers, his, carls);
});
afterEach(async () => {
  await house.close();
});

const lineOf = (person: Person) => person.line as Line;
const kinds = (seat: Seat) => seat.violations.map(({ kind }) => kind);

/** Why this seat refuses each handshake, in order. */
function refusalsOf(seat: Seat): string[] {
  const reasons: string[] = [];
  seat.listen((event) => {
    if (event.kind !== 'read') return;
    for (const each of event.readings) if (each.kind === 'handshake-refused') reasons.push(each.reason);
  });
  return reasons;
}

async function expectThatAllGoOn(...seats: readonly Seat[]): Promise<void> {
  for (const [n, seat] of seats.entries()) await say(seat, `${n} goes on.`);
  await rest(...seats);
  for (const seat of seats) {
    expect(seat.epoch.epoch).toBe(seats[0]?.epoch.epoch);
    expect(seat.epoch.recordSecret).toEqual(seats[0]?.epoch.recordSecret);
    expect(heard(seat).slice(-seats.length)).toEqual(seats.map((_, n) => `${n} goes on.`));
  }
}

describe('[AUTH-7] [ORDER-1] a member who gives its own seat 33 leaves', () => {
  test('is refused by all, wedges nobody, and is removed as anyone else', async () => {
    const [anna, , carl] = people;
    const devices = await Promise.all(
      Array.from({ length: 32 }, () => carl.mls.createDevice({ seatId: carls.seatId })),
    );
    const add = devices.map(({ keyPackage }) => keyPackage);
    // With all of them in the list it is no handshake at all.
    await expect(aCommit(carl, carls, { add })).rejects.toThrow(/devices|leaf signature keys/);
    const reasons = [refusalsOf(hers), refusalsOf(his)];
    const item = await aLyingCommit(carl, carls, { add }, (next) => ({
      deviceSeats: deviceSeats(next.charter, next.leaves).map((each) => ({
        ...each,
        leafSignatureKeys: each.leafSignatureKeys.slice(0, 32),
      })),
    }));
    const { epoch } = hers.epoch;
    await sendCommit(carls, item);
    await rest(hers, his, carls);
    expect(reasons).toEqual([['AUTH-7'], ['AUTH-7']]);
    expect(hers.epoch.epoch).toBe(epoch);
    await expectThatAllGoOn(hers, his, carls);

    await hers.stewardship.remove(carls.seatId);
    await rest(hers, his);
    expect(hers.epoch.leaves.length).toBe(2);
    await expectThatAllGoOn(hers, his);
    expect(anna.troubles).toEqual([]);
  }, 15_000);

  test('of which 32 are let in: they are its own, and go with it', async () => {
    const [, , carl] = people;
    const devices = await Promise.all(
      Array.from({ length: 31 }, () => carl.mls.createDevice({ seatId: carls.seatId })),
    );
    const { item } = await aCommit(carl, carls, { add: devices.map(({ keyPackage }) => keyPackage) });
    await sendCommit(carls, item);
    await rest(hers, his);
    expect(hers.epoch.leaves.length).toBe(34);
    await hers.stewardship.remove(carls.seatId);
    await rest(hers, his);
    expect(hers.epoch.leaves.length).toBe(2);
    await expectThatAllGoOn(hers, his);
  }, 15_000);
});

describe('[ORDER-6] a venue that puts other words around a commit', () => {
  const rewrite = (item: Uint8Array, change: (read: Handshake) => Partial<Handshake>): Uint8Array => {
    const read = decode(handshakeItem, item, HANDSHAKE_BYTES_MAX);
    return encode(handshakeItem, { ...read, ...change(read) });
  };
  const changes: readonly [string, (read: Handshake) => Partial<Handshake>][] = [
    ['another posting key', () => ({ postingKey: new Uint8Array(32).fill(7) })],
    [
      'one more device of a seat',
      ({ deviceSeats: list }) => ({
        deviceSeats: list.map((each, at) =>
          at === 0 ? { ...each, leafSignatureKeys: [...each.leafSignatureKeys, new Uint8Array(32).fill(0xfe)] } : each,
        ),
      }),
    ],
    ['another rejoin package', ({ rejoin }) => ({ rejoin: { ...rejoin, sealedGroupInfo: new Uint8Array(99) } })],
    ['another id', () => ({ id: new Uint8Array(16).fill(9) as Handshake['id'] })],
    ['another signature', ({ signature }) => ({ signature: signature.map((byte) => byte ^ 1) })],
  ];

  test.each(changes)('%s: all refuse alike, the author sees it, and the next one is taken', async (name, change) => {
    const reasons = [refusalsOf(hers), refusalsOf(his), refusalsOf(carls)];
    const position = hers.record.cursor;
    let replaced: Uint8Array | undefined;
    for (const person of people) {
      replaceOn(lineOf(person), (item) => {
        if (itemKind(item) !== 'handshake' || (replaced !== undefined && !equal(item, replaced))) return item;
        replaced = item;
        return rewrite(item, change);
      });
    }
    const { epoch } = hers.epoch;
    await his.turnEpoch();
    await rest(hers, his, carls);
    expect(reasons.map((each) => each.length)).toEqual([1, 1, 1]);
    expect([reasons[0], reasons[2]]).toEqual([['ENVELOPE'], ['ENVELOPE']]);
    expect(his.epoch.epoch).toBe(epoch + 1);
    // Under another id it is not known for what it was; it is not gone on from either.
    expect(kinds(his)).toEqual(name === 'another id' ? [] : ['altered']);
    if (kinds(his).length > 0) expect(his.violations[0]?.position).toBe(position);
    expect(kinds(hers)).toEqual([]);
    await expectThatAllGoOn(hers, his, carls);
  });

  test('around its own removal: a seat is not fooled into leaving', async () => {
    const [anna, , carl] = people;
    const { charter, leaves } = hers.epoch;
    const remove = leaves.filter(({ seatId }) => equal(seatId, carls.seatId)).map(({ leafIndex }) => leafIndex);
    const { item } = await aCommit(anna, hers, { remove, charter: removing(charter, carls.seatId) });
    const items = await rawItems(hers);
    const honest = await readAs(carl, carls, [...items, item]);
    expect(honest.record.parts.phase).toBe('removed');
    for (const [name, change] of changes) {
      const { record, readings } = await readAs(carl, carls, [...items, rewrite(item, change)]);
      expect(record.parts.phase, name).toBe('seated');
      expect(reasonsIn(readings), name).toEqual(['ENVELOPE']);
      // And whoever stays refuses the same.
      const stays = await readAs(people[1], his, [...items, rewrite(item, change)]);
      expect(reasonsIn(stays.readings), name).toEqual(['ENVELOPE']);
    }
  });
});

const reasonsIn = (readings: readonly Reading[]) =>
  readings.flatMap((each) => (each.kind === 'handshake-refused' ? [each.reason] : []));

describe('[REJOIN-3] a venue that says EPOCH_MOVED, and orders the commit all the same', () => {
  /** The next commit over this line is ordered, and its author is told that it is not; nor, at will, shown it. */
  function refuseOne(line: Line, { hidden = false } = {}): { readonly isRefused: () => boolean } {
    let isRefused = false;
    let at = 0;
    lieOn(line, (message, unasked) => {
      if (message.kind === 'items' && hidden && isRefused) {
        return unasked ? undefined : { ...message, size: at, items: [] };
      }
      if (message.kind !== 'posted' || isRefused) return message;
      isRefused = true;
      at = message.position;
      return { kind: 'refused', code: 'EPOCH_MOVED', retryAfterMs: undefined };
    });
    return { isRefused: () => isRefused };
  }

  test('does not lose its author: it still knows the commit', async () => {
    const [, boris] = people;
    const { epoch } = his.epoch;
    const refusing = refuseOne(lineOf(boris));
    await his.turnEpoch();
    expect(refusing.isRefused()).toBe(true);
    await rest(hers, his, carls);
    expect(his.epoch.epoch).toBeGreaterThan(epoch);
    await expectThatAllGoOn(hers, his, carls);
    for (const seat of [hers, his, carls]) expect(kinds(seat)).toEqual([]);
    for (const person of people) expect(person.troubles).toEqual([]);
  });

  test('does not keep a guest out whom its steward has admitted so', async () => {
    const [anna] = people;
    const dora = await house.person('Dora');
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
    const papers = await dora.participant.knock(house.lineOf(dora, link).replace(lineOf(anna).url, house.url), {
      name: 'Dora',
      affiliation: '',
    });
    const [knock] = await hers.stewardship.knocks();
    const refusing = refuseOne(lineOf(anna));
    await hers.stewardship.admit(knock as never, seatingIn(hers, { party: 'Arvelia' }));
    expect(refusing.isRefused()).toBe(true);
    const doras = await dora.participant.admitted(papers);
    await rest(hers, his, carls, doras);
    await expectThatAllGoOn(hers, his, carls, doras);
    expect(hers.epoch.charter.seats.length).toBe(4);
  }, 15_000);

  /** Boris's commit was ordered, he was told that it was not, gave it up, and was started again. */
  async function hisForgottenCommit(): Promise<void> {
    const [, boris] = people;
    const refusing = refuseOne(lineOf(boris), { hidden: true });
    const writes = () => boris.disk.keys().some((key) => key.endsWith('/pending'));
    void his.turnEpoch().catch(() => {});
    await until(() => refusing.isRefused() && !writes());
    boris.kill();
    honestOn(lineOf(boris));
    await boris.open();
    his = boris.seat;
  }

  test('and stopped in between: the author steps out when the others go on, and is back', async () => {
    const [, boris] = people;
    await hisForgottenCommit();
    await say(hers, 'Are you there, Boris?');
    await until(() => kinds(his).includes('unordered') && his.record.parts.phase === 'seated');
    await rest(hers, his, carls);
    expect(kinds(his)).toEqual(['unordered']);
    // It holds no key of the epoch that it had lost.
    expect(heard(his)).not.toContain('Are you there, Boris?');
    await expectThatAllGoOn(hers, his, carls);
    expect(boris.troubles).toEqual([]);
  });

  test('nor does the author’s next commit lead it away from the others', async () => {
    await hisForgottenCommit();
    await his.turnEpoch().catch(() => {});
    await until(async () => {
      await rest(hers, his, carls);
      return his.record.parts.phase === 'seated' && kinds(his).includes('unordered');
    });
    await expectThatAllGoOn(hers, his, carls);
  });

  test('nor does a member who puts a commit of the old epoch behind it', async () => {
    const [, , carl] = people;
    const { item } = await aCommit(carl, carls);
    await hisForgottenCommit();
    await sendCommit(carls, item);
    await until(async () => {
      await rest(hers, his, carls);
      return his.record.parts.phase === 'seated' && kinds(his).includes('unordered');
    });
    await expectThatAllGoOn(hers, his, carls);
  });
});
