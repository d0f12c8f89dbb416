import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { Position } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { seatKeys } from '../../src/client/seat-identity.ts';
import type { StorageChanges } from '../../src/client/storage/storage.ts';
import { snapshotProjection } from '../../src/records/projection.ts';
import { contains } from '../support/contains.ts';
import { House, heard, type Person, RULES, rest, say, until } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;
let hers: Seat;

beforeEach(async () => {
  house = await House.open();
  [anna, boris] = [await house.person('Anna'), await house.person('Boris')];
});
afterEach(async () => {
  await house.close();
});

const puts = (part: string) => (changes: StorageChanges) =>
  Object.keys(changes.put ?? {}).some((key) => key.includes(part));
const isGone = (person: Person) =>
  until(() => {
    try {
      return person.participant === undefined;
    } catch {
      return true;
    }
  });

describe('a device that is killed after any write of a long catch-up', () => {
  test('goes on, and ends where one does that was never stopped', async () => {
    hers = await house.found(anna);
    const his = await house.seat(hers, boris, { party: 'Kestria' });
    const carl = await house.person('Carl');
    const carls = await house.seat(hers, carl, { party: 'Kestria' });
    await rest(hers, his, carls);
    await boris.leave();
    const long = 'What we could live with is a corridor that opens twice a day. '.repeat(1_000);
    for (let n = 0; n < 6; n++) {
      for (let m = 0; m < 3; m++) await say(m % 2 === 0 ? hers : carls, `${n}.${m} ${long}`);
      await hers.turnEpoch();
    }
    await rest(hers, carls);

    const asLeft = await boris.disk.plug().list('');
    await boris.open();
    await boris.seat.synced();
    const uninterrupted = snapshotProjection(boris.seat.projection);
    expect(heard(boris.seat)).toEqual(heard(carls));
    boris.kill();
    let kills = 0;
    for (const moment of ['failsBefore', 'failsAfter'] as const) {
      let isKilled = true;
      for (let write = 0; isKilled; write++) {
        await boris.disk.plug().write({ put: Object.fromEntries(asLeft), remove: boris.disk.keys() });
        let left = write;
        isKilled = await new Promise<boolean>((resolve) => {
          boris.disk[moment] = (changes) => {
            if (!puts('/checkpoint')(changes) || left-- > 0) return false;
            resolve(true);
            return true;
          };
          void boris
            .open()
            .then(() => boris.seat.synced())
            .then(() => boris.leave())
            .then(
              () => resolve(false),
              () => {},
            );
        });
        boris.kill();
        if (!isKilled) break;
        kills += 1;
        await boris.open();
        await boris.seat.synced();
        expect(snapshotProjection(boris.seat.projection), `${moment} ${write}`).toEqual(uninterrupted);
        expect(boris.seat.record.head).toEqual(carls.record.head);
        expect(boris.seat.violations).toEqual([]);
        boris.kill();
      }
    }
    expect(kills).toBeGreaterThanOrEqual(4);
    await boris.open();
    await rest(hers, carls, boris.seat);
    expect(heard(boris.seat)).toEqual(heard(carls));
    expect(boris.seat.violations).toEqual([]);
    expect(boris.seat.record.head).toEqual(carls.record.head);
    await say(boris.seat, 'Here again.');
    await rest(hers, carls, boris.seat);
    expect(heard(hers).at(-1)).toBe('Here again.');
  }, 120_000);
});

describe('[RECORD-6] what was shredded', () => {
  test('is in nothing that the device keeps, however often it is cut short meanwhile', async () => {
    hers = await house.found(anna, { rules: { ...RULES, rule: 'off the record', retentionDays: 1 } });
    const long = 'SECRET words of which nothing stays. '.repeat(800);
    for (let n = 0; n < 6; n++) await say(hers, `${n} ${long}`);
    await hers.turnEpoch();
    await say(hers, 'said later');
    await rest(hers);
    const begun = [...hers.record.parts.epochStarts.values()].at(-1)?.position as Position;
    await anna.leave();
    expect(contains(anna.disk.dump(), utf8('SECRET'))).toBe(true);
    await anna.open();

    anna.disk.failsBefore = puts('/snapshot/');
    void anna.seat.post('shredding', { before: begun }).catch(() => {});
    await isGone(anna);
    // It is read again, and the snapshot is there this time; nothing goes by it yet.
    anna.disk.failsBefore = puts('/checkpoint');
    void anna.open().catch(() => {});
    await until(
      () => anna.disk.keys().some((key) => key.includes('/snapshot/')) && anna.disk.failsBefore === undefined,
    );
    await anna.open();
    await rest(anna.seat);
    expect(anna.seat.projection.room.shreddedBefore).toBe(begun);
    expect(heard(anna.seat)).toEqual(['said later']);
    const before = snapshotProjection(anna.seat.projection);
    await anna.leave();
    expect(contains(anna.disk.dump(), utf8('SECRET'))).toBe(false);
    expect(contains(anna.disk.dump(), utf8('said later'))).toBe(true);
    await anna.open();
    expect(snapshotProjection(anna.seat.projection)).toEqual(before);
    await say(anna.seat, 'and now');
    expect(heard(anna.seat)).toEqual(['said later', 'and now']);
  });
});

describe('a record that was kept by another version', () => {
  test('is read again from the venue, and the seat is taken anew', async () => {
    hers = await house.found(anna);
    const his = await house.seat(hers, boris, { party: 'Kestria' });
    for (let n = 0; n < 12; n++) await say(n % 2 === 0 ? hers : his, `${n}. ${'And so on. '.repeat(3_000)}`);
    await rest(hers, his);
    const { channel } = his.identity;
    await boris.leave();
    const storage = boris.disk.plug();
    const pages = await storage.list('record/');
    expect(pages.length).toBeGreaterThan(0);
    await storage.write({ remove: pages.map(([key]) => key) });
    expect(await storage.get(seatKeys(channel).checkpoint)).toBeDefined();
    await boris.open();
    await rest(hers, boris.seat);
    await until(() => boris.seat.record.parts.phase === 'seated');
    await rest(hers, boris.seat);
    expect(heard(boris.seat)).toEqual(heard(hers));
    expect(boris.seat.violations).toEqual([]);
    await say(boris.seat, 'All there.');
    await rest(hers, boris.seat);
    expect(heard(hers).at(-1)).toBe('All there.');
  });
});
