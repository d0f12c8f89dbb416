import type { RoomSlice, SeatView } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';

export interface ListedSeat {
  readonly key: IdText;
  readonly seat: SeatView;
}

export interface PartySeats {
  readonly party: IdText;
  readonly name: string;
  readonly secretariat: boolean;
  /** By name. */
  readonly seats: readonly ListedSeat[];
}

/** Every party of a room with those that sit there now, by name: the sides alike, the secretariat after them. */
export function seatsByParty({ parties, seats }: Pick<RoomSlice, 'parties' | 'seats'>): readonly PartySeats[] {
  const present = Object.entries(seats)
    .map(([key, seat]): ListedSeat => ({ key, seat }))
    .filter(({ seat }) => seat.leftAt === null)
    .sort(byName);
  return Object.entries(parties)
    .map(([party, { name, secretariat }]) => ({
      party,
      name,
      secretariat,
      seats: present.filter(({ seat }) => seat.party === party),
    }))
    .sort(sidesFirst);
}

/** Those whose seats have ended, the latest first. */
export function seatsThatLeft({ seats }: Pick<RoomSlice, 'seats'>): readonly ListedSeat[] {
  return Object.entries(seats)
    .map(([key, seat]): ListedSeat => ({ key, seat }))
    .filter(({ seat }) => seat.leftAt !== null)
    .sort((a, b) => (b.seat.leftAt ?? 0) - (a.seat.leftAt ?? 0));
}

export function sidesFirst(
  a: { readonly name: string; readonly secretariat: boolean },
  b: { readonly name: string; readonly secretariat: boolean },
): number {
  return Number(a.secretariat) - Number(b.secretariat) || a.name.localeCompare(b.name);
}

function byName(a: ListedSeat, b: ListedSeat): number {
  return a.seat.name.localeCompare(b.seat.name);
}
