import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { decodeClientFrame, encodeVenueFrame } from '../../src/protocol/wire/frame.ts';
import type { RefusalCode } from '../../src/protocol/wire/refusals.ts';
import { House, heard, type Person, rest, say, until } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;

beforeEach(async () => {
  house = await House.open();
  [anna, boris] = [await house.person('Anna'), await house.person('Boris', { line: true })];
});
afterEach(async () => {
  await house.close();
});

const HOUR = 3_600_000;

describe('a clock that is wrong changes nothing but the time that is shown:', () => {
  test.each([
    ['nine hours behind', () => Date.now() - 9 * HOUR],
    ['nine hours ahead', () => Date.now() + 9 * HOUR],
    ['in 1970', () => 1],
    ['jumping by days, both ways', jumping()],
  ])('%s', async (_how, clock) => {
    boris.clock = clock;
    const hers = await house.found(anna);
    const his = await house.seat(hers, boris, { party: 'Kestria' });
    for (let n = 0; n < 4; n++) await say(n % 2 === 0 ? his : hers, `${n}.`);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['0.', '1.', '2.', '3.']);
    expect(heard(his)).toEqual(heard(hers));
    const entries = Object.values(hers.projection.entries);
    expect(entries.every(({ authenticity }) => authenticity === 'verified')).toBe(true);
    for (const seat of [hers, his]) {
      expect(seat.violations).toEqual([]);
      expect(seat.projection.refused).toEqual([]);
    }
    expect([...anna.troubles, ...boris.troubles]).toEqual([]);
  });
});

describe('a venue that is in trouble', () => {
  let hers: Seat;
  let his: Seat;
  beforeEach(async () => {
    hers = await house.found(anna);
    his = await house.seat(hers, boris, { party: 'Kestria' });
    await rest(hers, his);
  });

  const line = () => boris.line as NonNullable<Person['line']>;
  /** Refuses as many requests of a kind in the venue's stead. */
  function refuse(kind: string, code: RefusalCode, times: number): () => number {
    let refused = 0;
    line().onFrameFromPerson = (frame) => {
      const { requestId, message } = decodeClientFrame(frame);
      if (message.kind !== kind || refused >= times) return [frame];
      refused += 1;
      line().say(encodeVenueFrame(requestId, { kind: 'refused', code, retryAfterMs: undefined }));
      return [];
    };
    return () => refused;
  }

  test('is waited for while its disk is full, and what waits goes then', async () => {
    const refused = refuse('post', 'DISK_FULL', 2);
    await say(his, 'When there is room.');
    expect(refused()).toBe(2);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['When there is room.']);
  });

  test('does not stop what waits by refusing a new epoch that is due', async () => {
    refuse('commit', 'DISK_FULL', 1);
    // A day has passed: the epoch is turned before anything is said.
    boris.clock = () => Date.now() + 30 * HOUR;
    const { epoch } = his.epoch;
    await say(his, 'After a day.');
    await rest(hers, his);
    expect(heard(hers)).toEqual(['After a day.']);
    expect(hers.epoch.epoch).toBeGreaterThan(epoch);
  });

  test('says for good what it will not take; that stays to be seen, and holds nothing up', async () => {
    refuse('post', 'QUOTA_EXCEEDED', 1);
    await expect(say(his, 'Too much.')).rejects.toMatchObject({
      code: 'VENUE_REFUSED',
      detail: { code: 'QUOTA_EXCEEDED' },
    });
    expect(his.waiting.map(({ refused }) => refused)).toEqual(['QUOTA_EXCEEDED']);
    await say(his, 'This is taken.');
    await his.posts.retry((his.waiting[0] as (typeof his.waiting)[number]).entry);
    await until(() => his.waiting.length === 0);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['This is taken.', 'Too much.']);
  });

  test('that was away for a while finds everyone again, and what was read stays readable', async () => {
    await say(hers, 'Before.');
    await rest(hers, his);
    await house.venue.close();
    await until(() => his.session.state.kind === 'offline' || his.session.state.kind === 'connecting');
    expect(heard(his)).toEqual(['Before.']);
    const saying = say(his, 'Meanwhile.');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await house.openVenueAgain();
    await saying;
    await rest(hers, his);
    expect(heard(hers)).toEqual(['Before.', 'Meanwhile.']);
  });
});

function jumping(): () => number {
  let n = 0;
  return () => Date.now() + (n++ % 2 === 0 ? -72 : 72) * HOUR;
}
