import type { RoomSlice } from '../seat/room-slice.ts';
import type { IdText } from '../timeline.ts';
import { SIDE_SEATS_LEAST } from './limits.ts';

/**
 * Who is asked. `[SOUND-1]`
 *
 * - `every seat`: all who sit in the room.
 * - `seats of the parties`: all but the secretariat's.
 * - `one seat a party`: of each party but the secretariat the one that the sounding names.
 */
export const ELECTORATES = ['every seat', 'seats of the parties', 'one seat a party'] as const;
export type Electorate = (typeof ELECTORATES)[number];

interface Seating {
  readonly room: RoomSlice;
}

/** The seats present that may be asked, in ascending order of their ids. */
export function seatsToAsk({ room }: Seating, electorate: Electorate): readonly IdText[] {
  const isAsked = (party: IdText) => electorate === 'every seat' || room.parties[party]?.secretariat !== true;
  return Object.entries(room.seats)
    .filter(([, { leftAt, party }]) => leftAt === null && isAsked(party))
    .map(([seat]) => seat)
    .sort();
}

/** Whether these are exactly the seats that such an electorate has, in their order. */
export function isElectorate(room: Seating, electorate: Electorate, seats: readonly IdText[]): boolean {
  const all = seatsToAsk(room, electorate);
  if (electorate !== 'one seat a party')
    return all.length === seats.length && all.every((seat, i) => seat === seats[i]);
  const sides = sidesOf(room, seats);
  const isInOrder = seats.every((seat, i) => i === 0 || (seats[i - 1] ?? '') < seat);
  const isOneEach = sides.length === seats.length && sides.length === sidesOf(room, all).length;
  return isInOrder && isOneEach && seats.every((seat) => all.includes(seat));
}

export interface Side {
  readonly party: IdText;
  readonly seats: number;
}

/** The parties of an electorate, in ascending order of their ids. */
export function sidesOf({ room }: Seating, seats: readonly IdText[]): readonly Side[] {
  const counts = new Map<IdText, number>();
  for (const seat of seats) {
    const party = room.seats[seat]?.party;
    if (party !== undefined) counts.set(party, (counts.get(party) ?? 0) + 1);
  }
  return [...counts].map(([party, count]) => ({ party, seats: count })).sort((a, b) => (a.party < b.party ? -1 : 1));
}

/** Whether ballots may name their voter's side. `[SOUND-8]` */
export function mayNameSides(sides: readonly Side[]): boolean {
  return sides.length >= 2 && sides.every(({ seats }) => seats >= SIDE_SEATS_LEAST);
}
