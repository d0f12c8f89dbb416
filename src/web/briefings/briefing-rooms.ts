import type { RoomSlice } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';
import { sidesFirst } from '../people/seats-by-party.ts';

/** Nobody but the secretariat sits there. */
export function isSecretariatsRoom({ projection: { room } }: RoomView): boolean {
  const seated = Object.values(room.parties).filter(({ seatsPresent }) => seatsPresent > 0);
  return seated.length > 0 && seated.every(({ secretariat }) => secretariat);
}

/**
 * Where this person can enter a briefing: wherever they sit. First the room that the fewest read: the secretariat’s
 * own, then the one with the fewest parties in it.
 */
export function briefingRooms(rooms: readonly RoomView[]): readonly RoomView[] {
  const parties = ({ projection: { room } }: RoomView) =>
    Object.values(room.parties).filter(({ seatsPresent }) => seatsPresent > 0).length;
  return rooms
    .filter(({ me }) => me.leftAt === null)
    .sort((a, b) => Number(isSecretariatsRoom(b)) - Number(isSecretariatsRoom(a)) || parties(a) - parties(b));
}

/** By which party somebody was told: one's own; for the secretariat, any of the room. */
export function tellingParties({
  me,
  projection: { room },
}: RoomView): readonly { readonly party: IdText; readonly name: string }[] {
  const all = Object.entries(room.parties).map(([party, view]) => ({ party, ...view }));
  const own: RoomSlice['parties'][string] | undefined = room.parties[me.party];
  return all
    .filter(({ party }) => party === me.party || own?.secretariat === true)
    .sort((a, b) => Number(b.party === me.party) - Number(a.party === me.party) || sidesFirst(a, b))
    .map(({ party, name }) => ({ party, name }));
}
