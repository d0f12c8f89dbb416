import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { decodeClientFrame, encodeVenueFrame } from '../../src/protocol/wire/frame.ts';
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
  await say(hers, 'While Boris sat here.');
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

/** Back on his device, which had kept all that it read. */
async function returned(): Promise<Seat> {
  await boris.open();
  return boris.participant.seat(his.identity.channel) as Seat;
}

describe('a device that was away', () => {
  test('and whose seat was removed says so at once, waits for nothing, and can still be read', async () => {
    await boris.leave();
    await hers.stewardship.remove(his.seatId);
    await say(hers, 'When Boris had gone.');
    const back = await returned();
    const refusal = { code: 'VENUE_REFUSED', detail: { code: 'LOGIN_REFUSED' } };
    await expect(back.synced()).rejects.toMatchObject(refusal);
    expect(back.session.state).toEqual({ kind: 'refused', code: 'LOGIN_REFUSED' });
    await expect(back.session.connection()).rejects.toMatchObject(refusal);
    await expect(back.session.untilRead(1_000)).rejects.toMatchObject(refusal);
    expect(heard(back)).toEqual(['While Boris sat here.']);
    await back.settled();
    expect(boris.troubles).toEqual([]);
    await back.close();
    expect(back.session.state).toEqual({ kind: 'ended', why: 'closed' });
  });

  test('and was replaced by the seat’s new one reads in the record that it was', async () => {
    await his.keepInVault();
    const { phrase } = boris.participant;
    await boris.leave();
    const next = await house.newDevice('Boris').recover(phrase, house.url);
    await rest(next.seat, hers);
    await say(next.seat, 'It is me.');
    const back = await returned();
    await expect(back.synced()).rejects.toMatchObject({ code: 'NOT_SEATED' });
    expect(back.session.state).toEqual({ kind: 'ended', why: 'removed' });
    expect(heard(back)).toEqual(['While Boris sat here.']);
    expect(back.violations).toEqual([]);

    // The room goes on with the one that is seated.
    await say(hers, 'Welcome back.');
    await rest(next.seat, hers);
    expect(heard(next.seat)).toEqual(['While Boris sat here.', 'It is me.', 'Welcome back.']);
  });

  test('is let in as before by a venue that knows it again', async () => {
    const line = boris.line as NonNullable<Person['line']>;
    await boris.leave();
    // The venue knows nobody: whatever is signed, it says no.
    line.onFrameFromPerson = (frame) => {
      const { requestId, message } = decodeClientFrame(frame);
      if (message.kind !== 'login') return [frame];
      line.say(encodeVenueFrame(requestId, { kind: 'refused', code: 'LOGIN_REFUSED', retryAfterMs: undefined }));
      return [];
    };
    const back = await returned();
    await expect(back.synced()).rejects.toMatchObject({ code: 'VENUE_REFUSED' });
    line.onFrameFromPerson = (frame) => [frame];
    await say(hers, 'Come in.');
    back.session.reconnect();
    expect(back.session.state.kind).toBe('connecting');
    await back.synced();
    expect(heard(back)).toEqual(['While Boris sat here.', 'Come in.']);
    await say(back, 'Thank you.');
  });
});

test('a seat that has left is listed when its device is opened again, and only read', async () => {
  await hers.stewardship.remove(his.seatId);
  await until(() => his.session.state.kind === 'ended');
  await boris.leave();
  const before = boris.line?.fromPerson.length;
  const back = await returned();
  expect(back.session.state).toEqual({ kind: 'ended', why: 'removed' });
  expect(heard(back)).toEqual(['While Boris sat here.']);
  expect(back.projection.room.title).toBe('Harbour talks');
  await expect(say(back, 'Still here?')).rejects.toMatchObject({ code: 'NOT_SEATED' });
  await expect(back.synced()).rejects.toMatchObject({ code: 'NOT_SEATED' });
  await back.settled();
  // Nothing was asked of the venue.
  expect(boris.line?.fromPerson.length).toBe(before);
  await boris.leave();
  expect((await returned()).session.state).toEqual({ kind: 'ended', why: 'removed' });
});
