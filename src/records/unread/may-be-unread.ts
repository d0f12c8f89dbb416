import { type PostRefusal, type PostRefusalCode, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';

/** There is a part of the record that this reader does not have: from before its admission, or shredded. `[RECORD-7]` */
export function isPartial({ room }: ChannelProjection): boolean {
  return room.readsFromPosition > 0 || room.shreddedBefore > 0;
}

/** Whether an entry that is not here may stand in that part. */
export function mayBeUnread(room: ChannelProjection, entry: IdText): boolean {
  return isPartial(room) && room.entries[entry] === undefined;
}

/** Whether this reader may have missed what became of an entry: it stands there, or before a gap. */
export function mayHaveChanged(room: ChannelProjection, entry: IdText): boolean {
  return mayBeUnread(room, entry) || (room.entries[entry]?.position ?? 0) < room.room.readsFromPosition;
}

/** Notes an item that was sealed to others: what stands before the next one, this reader may not know. */
export function missItem(room: ChannelProjection, position: number): void {
  room.room.readsFromPosition = position + 1;
}

/** A refusal by all that came before: certain for who has read all of it. */
export function refuseByHistory(room: ChannelProjection, code: PostRefusalCode, rule: string): PostRefusal {
  return refuse(code, rule, isPartial(room));
}
