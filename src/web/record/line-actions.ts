import type { RecordLine } from '../engine/record-window.ts';
import type { RoomView } from '../engine/room-view.ts';

export type LineAction = 'answer' | 'amend' | 'withdraw' | 'carry' | 'copyLink';

/** What this person can do with the words of a line. Why something cannot be carried is said where it is asked for. */
export function actionsOf(
  { me, projection }: Pick<RoomView, 'me' | 'projection'>,
  { item, entry, statement }: Pick<RecordLine, 'item' | 'entry' | 'statement'>,
): readonly LineAction[] {
  if (item.kind !== 'entry' || entry === undefined) return [];
  const isWithdrawn = (statement ?? projection.transfers.putForward[item.about])?.withdrawnAt !== null;
  const isSeated = me.leftAt === null;
  const isOwn = entry.seat === me.seat;
  const actions: LineAction[] = [];
  if (isSeated) actions.push('answer');
  if (isSeated && !isWithdrawn) actions.push('carry');
  if (isSeated && isOwn && !isWithdrawn) {
    if (item.name === 'statement') actions.push('amend');
    actions.push('withdraw');
  }
  return [...actions, 'copyLink'];
}
