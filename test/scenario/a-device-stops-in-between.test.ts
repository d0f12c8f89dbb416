import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import type { StorageChanges } from '../../src/client/storage/storage.ts';
import { decodeClientFrame, decodeVenueFrame, UNASKED } from '../../src/protocol/wire/frame.ts';
import { House, heard, type Person, rest, say, seatingIn, until } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna', { line: true });
  boris = await house.person('Boris', { line: true });
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

const puts = (suffix: string) => (changes: StorageChanges) =>
  Object.keys(changes.put ?? {}).some((key) => key.endsWith(suffix));
const removes = (suffix: string) => (changes: StorageChanges) =>
  (changes.remove ?? []).some((key) => key.endsWith(suffix));
function stopAt(
  person: Person,
  moment: 'failsBefore' | 'failsAfter',
  when: (changes: StorageChanges) => boolean,
): void {
  person.disk[moment] = when;
}
const stopAnna = (...at: [moment: 'failsBefore' | 'failsAfter', when: (changes: StorageChanges) => boolean]) =>
  stopAt(anna, ...at);
const gone = (person: Person) =>
  until(() => {
    try {
      return person.participant === undefined;
    } catch {
      return true;
    }
  });
const lineOf = (person: Person) => person.line as NonNullable<Person['line']>;

async function expectTalk(...seats: readonly Seat[]): Promise<void> {
  await rest(...seats);
  for (const [n, seat] of seats.entries()) await say(seat, `${n} is well.`);
  await rest(...seats);
  for (const seat of seats) {
    expect(heard(seat).slice(-seats.length)).toEqual(seats.map((_, n) => `${n} is well.`));
    expect(seat.violations).toEqual([]);
  }
}

describe('a device that is killed in the middle of a commit', () => {
  test('before it was sent goes on in its old epoch', async () => {
    boris.disk.failsAfter = puts('/pending');
    void his.turnEpoch().catch(() => {});
    await gone(boris);
    await boris.open();
    await expectTalk(hers, boris.seat);
    expect(boris.seat.epoch.epoch).toBe(hers.epoch.epoch);
  });

  test('after it was sent and before it was read finds itself in the new epoch', async () => {
    const before = hers.epoch.epoch;
    lineOf(boris).onFrameFromPerson = (frame) => {
      if (decodeClientFrame(frame).message.kind !== 'commit') return [frame];
      setTimeout(() => boris.kill(), 0);
      return [frame];
    };
    lineOf(boris).onFrameFromVenue = (frame) => {
      const { requestId, message } = decodeVenueFrame(frame);
      return message.kind === 'posted' || (message.kind === 'items' && requestId === UNASKED) ? [] : [frame];
    };
    void his.turnEpoch().catch(() => {});
    await gone(boris);
    await until(() => hers.epoch.epoch === before + 1);
    lineOf(boris).onFrameFromPerson = (frame) => [frame];
    lineOf(boris).onFrameFromVenue = (frame) => [frame];
    await boris.open();
    await expectTalk(hers, boris.seat);
    expect(boris.seat.epoch.epoch).toBe(before + 1);
  });

  test('after it was read and before that was kept', async () => {
    boris.disk.failsBefore = puts('/checkpoint');
    void his.turnEpoch().catch(() => {});
    await gone(boris);
    await boris.open();
    await expectTalk(hers, boris.seat);
  });

  test('whoever else committed first meanwhile is followed', async () => {
    boris.disk.failsAfter = puts('/pending');
    void his.turnEpoch().catch(() => {});
    await gone(boris);
    await hers.turnEpoch();
    await hers.turnEpoch();
    await boris.open();
    await expectTalk(hers, boris.seat);
    await boris.seat.turnEpoch();
    await expectTalk(hers, boris.seat);
  });
});

describe('a steward who is stopped in the middle of an admission', () => {
  const moments: readonly [string, () => void][] = [
    ['before the commit was sent', () => stopAnna('failsAfter', puts('/pending'))],
    ['when the commit was read and not kept', () => stopAnna('failsBefore', puts('/checkpoint'))],
    ['when the commit was kept and the admission not delivered', () => stopAnna('failsAfter', puts('/checkpoint'))],
    ['when the admission was delivered and that was not noted', () => stopAnna('failsBefore', removes('/pending'))],
  ];
  test.each(moments)('%s: the guest is seated in the end', async (when, stop) => {
    const carl = await house.person('Carl');
    const link = house.lineOf(carl, await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 }));
    const papers = await carl.participant.knock(link.replace(/^http:\/\/[^/]+/, house.url), {
      name: 'Carl',
      affiliation: '',
    });
    const [knock] = await hers.stewardship.knocks();
    stop();
    void hers.stewardship.admit(knock as never, seatingIn(hers, { party: 'Secretariat' })).catch(() => {});
    await gone(anna);
    await anna.open();
    hers = anna.seat;
    await rest(hers);
    if (when === 'before the commit was sent') {
      // Nothing had happened: the steward asks again.
      await hers.stewardship.admit(knock as never, seatingIn(hers, { party: 'Secretariat' }));
    }
    const carls = await carl.participant.admitted(papers);
    await expectTalk(hers, his, carls);
    expect(hers.epoch.charter.seats.length).toBe(3);
    expect(anna.troubles).toEqual([]);
  });

  test('whose line is cut again and again delivers it all the same', async () => {
    const carl = await house.person('Carl');
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
    const papers = await carl.participant.knock(link.replace(/^http:\/\/[^/]+/, house.url), {
      name: 'Carl',
      affiliation: '',
    });
    const [knock] = await hers.stewardship.knocks();
    let cuts = 0;
    lineOf(anna).onFrameFromPerson = (frame) => {
      const { kind } = decodeClientFrame(frame).message;
      return (kind === 'admit' || kind === 'commit') && cuts++ < 3 ? 'cut' : [frame];
    };
    await hers.stewardship.admit(knock as never, seatingIn(hers, { party: 'Secretariat' }));
    expect(cuts).toBeGreaterThan(3);
    const carls = await carl.participant.admitted(papers);
    await expectTalk(hers, his, carls);
  });
});

describe('a guest that is stopped on taking its seat', () => {
  test.each([
    ['before it was kept', (carl: Person) => stopAt(carl, 'failsBefore', puts('/identity'))],
    ['right after it was kept', (carl: Person) => stopAt(carl, 'failsAfter', puts('/identity'))],
  ])('%s takes it at the next start, with all that it was given to read', async (_when, stop) => {
    const carl = await house.person('Carl');
    await say(hers, 'Given.');
    await rest(hers, his);
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
    const papers = await carl.participant.knock(link.replace(/^http:\/\/[^/]+/, house.url), {
      name: 'Carl',
      affiliation: '',
    });
    const [knock] = await hers.stewardship.knocks();
    await hers.stewardship.admit(knock as never, seatingIn(hers, { party: 'Secretariat', readsFrom: 1 as never }));
    stop(carl);
    void carl.participant.admitted(papers).catch(() => {});
    await gone(carl);
    await carl.open();
    const [again] = await carl.participant.guests();
    const carls = again === undefined ? carl.seat : await carl.participant.admitted(again);
    await rest(hers, his, carls);
    expect(heard(carls)).toContain('Given.');
    await expectTalk(hers, his, carls);
    expect(await carl.participant.guests()).toEqual([]);
  });
});

test('a device that is killed while it renews its party’s key holds the key in the end', async () => {
  const carl = await house.person('Carl');
  const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
  const papers = await carl.participant.knock(link.replace(/^http:\/\/[^/]+/, house.url), {
    name: 'Carl',
    affiliation: '',
  });
  const [knock] = await hers.stewardship.knocks();
  await hers.stewardship.admit(knock as never, seatingIn(hers, { party: 'Kestria' }));
  let commits = 0;
  carl.disk.failsBefore = (changes) => puts('/held')(changes) && commits++ >= 0;
  void carl.participant.admitted(papers).catch(() => {});
  await gone(carl);
  await carl.open();
  await rest(hers, his, carl.seat);
  await rest(hers, his, carl.seat);
  const generation = hers.epoch.charter.parties.find(({ name }) => name === 'Kestria')?.shareKeyGeneration as number;
  expect(generation).toBeGreaterThanOrEqual(2);
  expect(carl.seat.held.half(generation)).toBeDefined();
  expect(his.held.half(generation)).toEqual(carl.seat.held.half(generation));
});
