import { idText, type SeatId } from '../../base/ids.ts';
import { presentSeat } from '../authority.ts';
import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import { rosterInForce } from './roster-slice.ts';

/**
 * Somebody sits here who cannot read the roster in force, since it was last said before they may read: it is this
 * steward's to say it again, having vouched for them, or because who did is a steward here no more. `[RECORD-7]`
 */
export function isRosterDue(room: ChannelProjection, by: SeatId): boolean {
  const inForce = rosterInForce(room.rosters);
  if (inForce === undefined || presentSeat(room, by)?.role !== 'steward') return false;
  return Object.values(room.room.seats).some(({ leftAt, readsFrom, vouchedBy }) => {
    const isWithout = leftAt === null && readsFrom > inForce.saidInEpoch;
    return isWithout && (vouchedBy === idText(by) || !isStewardHere(room, vouchedBy));
  });
}

function isStewardHere(room: ChannelProjection, seat: IdText): boolean {
  const view = room.room.seats[seat];
  return view?.leftAt === null && view.role === 'steward';
}
