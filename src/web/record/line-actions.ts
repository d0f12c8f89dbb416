import { isCaucus } from '../../records/authority.ts';
import { CONVEYANCES } from '../../records/statement/conveyance.ts';
import type { RecordLine } from '../engine/record-window.ts';
import type { RoomView } from '../engine/room-view.ts';
import { wordsOfLine } from './words-of-line.ts';

export type LineAction = 'answer' | 'amend' | 'free' | 'withdraw' | 'carry' | 'copyLink';

/** What this person can do with the words of a line. Why something cannot be carried is said where it is asked for. */
export function actionsOf(
  { me, projection }: Pick<RoomView, 'me' | 'projection'>,
  { item, entry, statement }: Pick<RecordLine, 'item' | 'entry' | 'statement'>,
): readonly LineAction[] {
  if (item.kind !== 'entry' || entry === undefined) return [];
  const isWithdrawn = wordsOfLine(projection, { item, statement })?.withdrawnAt !== null;
  const isSeated = me.leftAt === null;
  const isOwn = entry.seat === me.seat;
  const actions: LineAction[] = [];
  if (isSeated) actions.push('answer');
  if (isSeated && !isWithdrawn) actions.push('carry');
  if (isSeated && isOwn && !isWithdrawn) {
    if (item.name === 'statement') actions.push('amend');
    if (
      item.name === 'statement' &&
      isCaucus(projection) &&
      mayBeFreed(statement, projection.transfers.carried[item.entry])
    ) {
      actions.push('free');
    }
    actions.push('withdraw');
  }
  return [...actions, 'copyLink'];
}

/** While it was not carried, and there is a mark that allows more. */
function mayBeFreed(statement: RecordLine['statement'], carried: number | undefined): boolean {
  return carried === undefined && statement?.conveyance !== CONVEYANCES.at(-1);
}
