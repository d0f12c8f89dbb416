import { resultOf, type SoundingResult } from '../../records/sounding/count/sounding-result.ts';
import type { SoundingView } from '../../records/sounding/sounding-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';

export interface ShownSounding {
  readonly key: IdText;
  readonly view: SoundingView;
  readonly result: SoundingResult;
  /** What this person has to do with it. */
  readonly vote: VoteState;
}

/**
 * - `not-asked`: it asks others. - `no-ballot`, `elsewhere`: this device cannot vote, or not yet. - `ready`: it can.
 * - `waiting`, `held`: it has. - `late`, `differs`, `not-taken`: it did not come to count. - `closed`: nobody votes now.
 */
export type VoteState =
  | 'not-asked'
  | 'no-ballot'
  | 'elsewhere'
  | 'ready'
  | 'waiting'
  | 'held'
  | 'late'
  | 'differs'
  | 'not-taken'
  | 'closed';

export function soundingsOf(room: Pick<RoomView, 'projection' | 'ballots' | 'me'>): readonly ShownSounding[] {
  const { order, byEntry } = room.projection.soundings;
  return order
    .flatMap((key): readonly ShownSounding[] => {
      const view = byEntry[key];
      return view === undefined ? [] : [{ key, view, result: resultOf(view), vote: voteState(room, key, view) }];
    })
    .toReversed();
}

/** Open soundings in which this person can vote now. */
export function awaitingMe(room: Pick<RoomView, 'projection' | 'ballots' | 'me'>): readonly ShownSounding[] {
  return room.me.leftAt === null ? soundingsOf(room).filter(({ vote }) => vote === 'ready') : [];
}

function voteState({ ballots, me }: Pick<RoomView, 'ballots' | 'me'>, key: IdText, view: SoundingView): VoteState {
  const paper = ballots[key];
  if (paper?.trouble === 'TOO_LATE') return 'late';
  if (view.closedAt !== null) return 'closed';
  if (!view.seats.includes(me.seat)) return 'not-asked';
  if (paper === undefined) return 'no-ballot';
  if (paper.trouble === 'BALLOT_TERMS_DIFFER' || paper.trouble === 'NOT_IN_THE_ELECTORATE') return 'differs';
  // It was closed a moment ago, and the record has not said so here.
  if (paper.trouble === 'BALLOT_BOX_UNKNOWN') return 'no-ballot';
  return paper.state;
}
