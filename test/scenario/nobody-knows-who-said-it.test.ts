import { afterEach, describe, expect, test } from 'vitest';
import type { Seat } from '../../src/client/seat.ts';
import { House, heard, type Person, say } from '../support/house.ts';

let house: House;
afterEach(async () => {
  await house.close();
});

/** Three people of two parties, each with tokens for the present period. */
async function gather(): Promise<{ people: Person[]; seats: [Seat, Seat, Seat] }> {
  house = await House.open({ releaseMs: 3_600_000 });
  const people = await Promise.all(['Anna', 'Karel', 'Karin'].map((name) => house.person(name)));
  const [anna, karel, karin] = people as [Person, Person, Person];
  const hers = await house.found(anna);
  const seats: [Seat, Seat, Seat] = [
    hers,
    await house.seat(hers, karel, { party: 'Kestria' }),
    await house.seat(hers, karin, { party: 'Kestria' }),
  ];
  await rest(seats);
  return { people, seats };
}

async function rest(seats: readonly Seat[]): Promise<void> {
  for (const seat of seats) await seat.synced();
  for (const seat of seats) await seat.settled();
  for (const seat of seats) await seat.synced();
}

/** Until this seat's entries are with the venue. */
async function held(...seats: readonly Seat[]): Promise<void> {
  await expect
    .poll(() => seats.every(({ waitingUnattributed }) => waitingUnattributed.every(({ isHeld }) => isHeld)), {
      timeout: 10_000,
    })
    .toBe(true);
}

const content = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });
const speak = (seat: Seat, text: string) => seat.put('statement', content(text), { attribution: 'unattributed' });

describe('unattributed', () => {
  test('[UNATTR-1] [UNATTR-6] words stand in the record when they are released, and name nobody', async () => {
    const { seats } = await gather();
    const [hers, his, karins] = seats;
    await Promise.all([speak(his, 'We could open the quay in winter.'), speak(karins, 'Not before the ice has gone.')]);
    await held(his, karins);
    expect(heard(hers)).toEqual([]);
    await house.venue.release();
    await rest(seats);
    for (const seat of seats) {
      expect(heard(seat).toSorted()).toEqual(['Not before the ice has gone.', 'We could open the quay in winter.']);
      expect(heard(seat)).toEqual(heard(hers));
      for (const entry of Object.values(seat.projection.entries).filter(({ name }) => name === 'statement')) {
        expect(entry).toMatchObject({
          seat: null,
          party: null,
          attribution: 'unattributed',
          time: null,
          onRecord: false,
        });
      }
      expect(seat.waitingUnattributed).toEqual([]);
      expect(seat.violations).toEqual([]);
    }
  });
});
