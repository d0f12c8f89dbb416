import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { loginOf } from '../../src/client/session/login-of.ts';
import { SeatSession, type SessionState } from '../../src/client/session/seat-session.ts';
import { House, type Person, rest, say, until } from '../support/house.ts';

const PULSE = { idleMs: 100, answerMs: 100 };

let house: House;
let hers: Seat;
let boris: Person;
let session: SeatSession;
let states: SessionState['kind'][];

const line = () => boris.line as NonNullable<Person['line']>;

/** Boris's seat, reading over a session that does not wait as long as a person would. */
beforeEach(async () => {
  house = await House.open();
  hers = await house.found(await house.person('Anna'));
  boris = await house.person('Boris', { line: true });
  const seat = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, seat);
  await seat.session.end('closed');
  const { identity, record, keys } = seat;
  states = [];
  session = new SeatSession({
    identity,
    record,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    login: (instead) => loginOf({ mls: boris.mls, keys, record }, instead ?? 'device'),
    onItems: () => {},
    onReadings: async () => {},
    onState: ({ kind }) => states.push(kind),
    onKnocked: () => {},
    pulse: PULSE,
  });
  session.start();
  await session.synced();
});
afterEach(async () => {
  await session.end();
  await house.close();
});

test('a line that nothing comes over any more is given up, and another one taken', async () => {
  const asked = () => line().fromPerson.length;
  const before = asked();
  await until(() => asked() > before + 2);
  expect(session.state.kind).toBe('live');

  line().onFrameFromVenue = () => [];
  await until(() => session.state.kind !== 'live', 1_000);
  expect(session.state.kind).not.toBe('ended');
  line().onFrameFromVenue = (frame) => [frame];
  line().cut();
  await say(hers, 'Are you there?');
  await until(() => session.state.kind === 'live');
  await session.synced();
  expect(states).toContain('offline');
});

test('an idle line that answers stays', async () => {
  states.length = 0;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(states).toEqual([]);
});

test('a line that was lost is asked nothing', async () => {
  line().down();
  await until(() => session.state.kind === 'offline');
  const before = line().fromPerson.length;
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(line().fromPerson.length).toBe(before);
});
