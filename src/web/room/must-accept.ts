import { hasAccepted } from '../../records/rules/rules-in-force.ts';
import type { RoomView } from '../engine/room-view.ts';

/** Whether this person has yet to accept the ground rules of a room in which they sit. `[RULES-2]` */
export function mustAccept({ me, projection }: Pick<RoomView, 'me' | 'projection'>): boolean {
  return me.leftAt === null && projection.room.rules.agreed !== null && !hasAccepted(projection.room, me.seat);
}
