import type { RoomSlice } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import { m } from '../messages/messages.ts';

/** A seat's name as its steward vouched for it; empty for a seat that this reader never knew. `null` is nobody in particular. */
export function seatName(room: Pick<RoomSlice, 'seats'>, seat: IdText | null): string {
  if (seat === null) return m.record.somebodyHere();
  return room.seats[seat]?.name ?? '';
}

export function partyName(room: Pick<RoomSlice, 'parties'>, party: IdText): string {
  return room.parties[party]?.name ?? '';
}

export function partyOfSeat(room: Pick<RoomSlice, 'seats' | 'parties'>, seat: IdText): string {
  const party = room.seats[seat]?.party;
  return party === undefined ? '' : partyName(room, party);
}
