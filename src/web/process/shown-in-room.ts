import type { RoomView } from '../engine/room-view.ts';
import type { ChannelShown } from './channel-shown.ts';

/** What the timeline shows of a room, of what the engine says of it. */
export function shownInRoom({ channel, me, projection, disclosed, contactsByDay }: RoomView): ChannelShown {
  return { ...projection, channel, ownSeat: me.seat, disclosed, contactsByDay };
}
