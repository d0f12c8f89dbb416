import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { openPublicSpace, proposeUpdate, standing } from '../support/disclosing.ts';
import { House, heard, type Person, rest, say, until } from '../support/house.ts';
import { itemsOf } from '../support/look-inside.ts';

let house: House;
let boris: Person;
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open();
  const anna = await house.person('Anna');
  boris = await house.person('Boris', { line: true });
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
  await openPublicSpace(house, [
    { seat: hers, party: 'Arvelia' },
    { seat: his, party: 'Kestria' },
  ]);
});
afterEach(async () => {
  await house.close();
});

const countOf = async (kind: string) => (await itemsOf(hers)).filter((each) => each.kind === kind).length;

describe('[CONSENT-5] what waits on a device while the round ends', () => {
  test('a signature that was due by then is not sent: the device says why, and goes on', async () => {
    const digest = await proposeUpdate(hers, 'The harbour opens.');
    await rest(hers, his);
    await his.disclosure.round.consent(digest);
    await rest(hers, his);
    // With Anna's consent his signature is due. It is kept on his device, which stops before anything is sent.
    let isStopped = false;
    boris.disk.failsAfter = ({ put }) => {
      isStopped ||= Object.keys(put ?? {}).some((key) => key.includes('/outbox/'));
      return isStopped;
    };
    await hers.disclosure.round.consent(digest);
    await until(() => isStopped);
    await rest(hers);
    await hers.disclosure.round.withdraw(digest);
    await rest(hers);
    expect(standing(hers, digest).kind).toBe('lapsed');
    expect(await countOf('consent-reveal')).toBe(1);

    await boris.open();
    his = boris.seat;
    await rest(his);
    await until(() => his.waiting.some(({ refused }) => refused !== undefined));
    expect(his.waiting.map(({ refused }) => refused)).toEqual(['WRONG_STATE']);
    await say(his, 'It came to nothing.');
    await rest(hers, his);
    expect(await countOf('consent-reveal')).toBe(1);
    expect(heard(hers)).toEqual(['It came to nothing.']);
    const [waiting] = his.waiting;
    expect(waiting && (await his.discard(waiting.entry))).toBe(true);
    expect(his.waiting).toEqual([]);
  }, 20_000);

  test('a consent that was given without a line is told that it came too late', async () => {
    const digest = await proposeUpdate(hers, 'The harbour opens.');
    await rest(hers, his);
    boris.line?.down();
    const consent = his.disclosure.round.consent(digest);
    const outcome = consent.then(
      () => 'posted',
      (error: unknown) => error,
    );
    await until(() => his.waiting.length === 1);
    await hers.disclosure.round.withdraw(digest);
    boris.line?.up();
    expect(await outcome).toMatchObject({ code: 'POST_REFUSED', detail: { code: 'WRONG_STATE' } });
    expect(await countOf('disclosure-consent')).toBe(0);
    await rest(hers, his);
    expect(boris.troubles).toEqual([]);
  }, 20_000);

  test('what was taken, and only its answer lost, is not held against the room that it changed', async () => {
    const digest = await proposeUpdate(hers, 'The harbour opens.');
    await rest(hers, his);
    // The venue takes his refusal; the line is cut before it says so. After it, the round is no longer open.
    let isCut = false;
    const line = boris.line as NonNullable<Person['line']>;
    line.onFrameFromVenue = (frame) => {
      if (isCut || !his.waiting.length) return [frame];
      isCut = true;
      return 'cut';
    };
    await his.disclosure.round.refuse(digest, 'Not yet.');
    expect(isCut).toBe(true);
    await rest(hers, his);
    expect(his.waiting).toEqual([]);
    expect(await countOf('disclosure-refusal')).toBe(1);
  }, 20_000);
});
