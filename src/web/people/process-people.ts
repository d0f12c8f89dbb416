import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';
import { type PartySeats, seatsByParty, sidesFirst } from './seats-by-party.ts';

export interface SeatsInRoom {
  readonly room: RoomView;
  readonly seats: PartySeats['seats'];
}

export interface PartyInProcess {
  readonly party: IdText;
  readonly name: string;
  readonly secretariat: boolean;
  readonly rooms: readonly SeatsInRoom[];
}

/**
 * Who sits in the rooms of a process, by party, each room for itself. A person who sits in two rooms has two seats that
 * nothing joins, and a name that two rooms know may be two people: nothing is put together here.
 */
export function processPeople(rooms: readonly RoomView[]): readonly PartyInProcess[] {
  const inRooms = rooms.flatMap((room) => seatsByParty(room.projection.room).map((party) => ({ ...party, room })));
  return [...Map.groupBy(inRooms, ({ party }) => party)]
    .map(
      ([party, of]): PartyInProcess => ({
        party,
        name: of[0]?.name ?? '',
        secretariat: of.some(({ secretariat }) => secretariat),
        rooms: of.filter(({ seats }) => seats.length > 0).map(({ room, seats }) => ({ room, seats })),
      }),
    )
    .filter(({ rooms }) => rooms.length > 0)
    .sort(sidesFirst);
}
