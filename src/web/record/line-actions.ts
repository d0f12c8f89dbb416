import { isCaucus } from '../../records/authority.ts';
import { CONVEYANCES } from '../../records/statement/conveyance.ts';
import type { RecordLine } from '../engine/record-window.ts';
import type { RoomView } from '../engine/room-view.ts';
import { wordsOfLine } from './words-of-line.ts';

export type LineAction = 'answer' | 'react' | 'amend' | 'free' | 'withdraw' | 'carry' | 'copyLink';

/** Of the kinds that have a line with words. Ideas have a place of their own. */
const REACTED_TO: ReadonlySet<string> = new Set(['statement', 'question', 'put-forward']);

/** What this person can do with the words of a line. Why something cannot be carried is said where it is asked for. */
export function actionsOf(
  { me, projection }: Pick<RoomView, 'me' | 'projection'>,
  { item, entry, statement }: Pick<RecordLine, 'item' | 'entry' | 'statement'>,
): readonly LineAction[] {
  if (item.kind !== 'entry' || entry === undefined) return [];
  const isWithdrawn = wordsOfLine(projection, { item, statement })?.withdrawnAt !== null;
  const isSeated = me.leftAt === null;
  const isSpoken = item.name === 'statement' || item.name === 'question';
  const isOwn = entry.seat === me.seat;
  const actions: LineAction[] = [];
  if (isSeated) actions.push('answer');
  if (isSeated && !isWithdrawn && REACTED_TO.has(item.name)) actions.push('react');
  if (isSeated && !isWithdrawn) actions.push('carry');
  if (isSeated && isOwn && !isWithdrawn) {
    if (isSpoken) actions.push('amend');
    if (isSpoken && isCaucus(projection) && mayBeFreed(statement, projection.transfers.carried[item.entry])) {
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
