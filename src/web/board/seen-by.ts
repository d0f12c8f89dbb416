import { idText } from '../../base/ids.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import { SEATS, type SeatName } from '../../records/rehearsal-room.ts';
import type { SeatView } from '../../records/seat/room-slice.ts';
import type { SeenFromMySeat } from './my-part.ts';

/** For tests: the rehearsal's room as one of its seats sees it. */
export function seenBy(room: ChannelProjection, name: SeatName, hasConsentKey = false): SeenFromMySeat {
  const seat = idText(SEATS[name].seat);
  return { me: { seat, ...(room.room.seats[seat] as SeatView) }, projection: room, hasConsentKey };
}
