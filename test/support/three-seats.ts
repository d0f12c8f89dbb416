import type { Seat } from '../../src/client/seat.ts';
import type { VenueOptions } from '../../src/venue/venue.ts';
import { House, type Person, rest } from './house.ts';

/** Anna of Arvelia, who opened the room and is its steward, and two of Kestria: Karel, whose line can be cut, and Karin. */
export interface ThreeSeats {
  readonly house: House;
  readonly people: [Person, Person, Person];
  readonly seats: [Seat, Seat, Seat];
}

export async function threeSeats(options: Partial<VenueOptions>): Promise<ThreeSeats> {
  const house = await House.open(options);
  const people: ThreeSeats['people'] = [
    await house.person('Anna'),
    await house.person('Karel', { line: true }),
    await house.person('Karin'),
  ];
  const hers = await house.found(people[0]);
  const seats: ThreeSeats['seats'] = [
    hers,
    await house.seat(hers, people[1], { party: 'Kestria' }),
    await house.seat(hers, people[2], { party: 'Kestria' }),
  ];
  await rest(...seats);
  return { house, people, seats };
}
