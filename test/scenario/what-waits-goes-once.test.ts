import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { decodeClientFrame, decodeVenueFrame } from '../../src/protocol/wire/frame.ts';
import { House, heard, type Person, rest, say, until } from '../support/house.ts';

let house: House;
let anna: Person;
let boris: Person;
let hers: Seat;
let his: Seat;

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna');
  boris = await house.person('Boris', { line: true });
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

const statement = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });
const isPosted = (frame: Uint8Array) => decodeVenueFrame(frame).message.kind === 'posted';
const line = () => boris.line as NonNullable<Person['line']>;

describe('an entry that waits goes exactly once', () => {
  test('through a venue that is restarted', async () => {
    await house.venue.close();
    const going = [say(hers, 'One.'), say(hers, 'Two.')];
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(hers.waiting.length).toBe(2);
    await house.openVenueAgain();
    await Promise.all(going);
    await rest(his);
    expect(heard(his)).toEqual(['One.', 'Two.']);
    expect(hers.waiting).toEqual([]);
  });

  test('through a connection that is cut before the answer comes', async () => {
    let cuts = 0;
    line().onFrameFromVenue = (frame) => (isPosted(frame) && cuts++ < 2 ? 'cut' : [frame]);
    await say(his, 'Once.');
    await say(his, 'And again.');
    expect(cuts).toBeGreaterThanOrEqual(2);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['Once.', 'And again.']);
    expect(heard(his)).toEqual(heard(hers));
  });

  test('through a device that is killed with entries waiting, in their order', async () => {
    line().down();
    for (const text of ['One.', 'Two.', 'Three.']) await his.put('statement', statement(text));
    await boris.reopen();
    his = boris.seat;
    expect(his.waiting.length).toBe(3);
    line().up();
    await until(() => his.waiting.length === 0);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['One.', 'Two.', 'Three.']);
  });

  test('through a device that is killed between sending and the answer, while the epoch turns', async () => {
    line().onFrameFromVenue = (frame) => (isPosted(frame) ? 'cut' : [frame]);
    await his.put('statement', statement('Once.'));
    await until(async () => {
      await hers.synced();
      return heard(hers).length === 1;
    });
    boris.kill();
    line().onFrameFromVenue = (frame) => [frame];
    await hers.turnEpoch();
    await boris.open();
    his = boris.seat;
    await until(() => his.waiting.length === 0);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['Once.']);
    expect(heard(his)).toEqual(['Once.']);
  });

  test('and what is said after it is known to be its author’s, though another run had announced its key', async () => {
    line().onFrameFromVenue = (frame) => (isPosted(frame) ? 'cut' : [frame]);
    await his.put('statement', statement('First.'));
    await until(async () => {
      await hers.synced();
      return heard(hers).length === 1;
    });
    boris.kill();
    line().onFrameFromVenue = (frame) => [frame];
    await boris.open();
    his = boris.seat;
    await say(his, 'Second.');
    await say(his, 'Third.');
    await rest(hers, his);
    expect(heard(hers)).toEqual(['First.', 'Second.', 'Third.']);
    expect(hers.projection.refused).toEqual([]);
  });

  test('[ORDER-3] while everyone turns the epoch under it', async () => {
    const texts = Array.from({ length: 12 }, (_, n) => `Word ${n}.`);
    const [, ...said] = await Promise.all([
      (async () => {
        for (let n = 0; n < 6; n++) await Promise.all([hers.turnEpoch(), his.turnEpoch()]);
      })(),
      ...texts.map((text, n) => say(n % 2 === 0 ? hers : his, text)),
    ]);
    expect(said.length).toBe(12);
    await rest(hers, his);
    expect([...heard(hers)].sort()).toEqual([...texts].sort());
    expect(heard(his)).toEqual(heard(hers));
    for (const seat of [hers, his]) {
      expect(seat.violations).toEqual([]);
      expect(Object.values(seat.projection.entries).every(({ authenticity }) => authenticity === 'verified')).toBe(
        true,
      );
      expect(seat.projection.refused).toEqual([]);
    }
  }, 15_000);

  test('a venue whose answers are no frames is left, and what waits goes when it comes to its senses', async () => {
    let lies = 3;
    line().onFrameFromVenue = (frame) => (isPosted(frame) && lies-- > 0 ? [Uint8Array.of(1, 2, 3)] : [frame]);
    await say(his, 'Once.');
    await rest(hers, his);
    expect(heard(hers)).toEqual(['Once.']);
  });

  test('and what was given up before it was sent does not go', async () => {
    line().down();
    const { entry } = await his.put('statement', statement('Better not.'));
    await his.put('statement', statement('This.'));
    expect(await his.discard(entry)).toBe(true);
    line().up();
    await until(() => his.waiting.length === 0);
    await rest(hers, his);
    expect(heard(hers)).toEqual(['This.']);
  });

  test('what the venue may have already cannot be given up any more', async () => {
    let isSent = false;
    line().onFrameFromPerson = (frame) => {
      isSent ||= decodeClientFrame(frame).message.kind === 'post';
      return [frame];
    };
    line().onFrameFromVenue = (frame) => (isPosted(frame) ? [] : [frame]);
    const { entry } = await his.put('statement', statement('Too late.'));
    await until(() => isSent);
    expect(await his.discard(entry)).toBe(false);
  });
});
