import type { EntryId } from '../../base/ids.ts';
import { boxId } from '../../protocol/ballot-box/box-id.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { bool, bytes, id, optional, struct, text, uint } from '../../protocol/codec/shapes.ts';
import { ENTRY_BYTES_MAX } from '../../protocol/entry/limits.ts';
import { askedBatchCodec } from '../../protocol/token/batch.ts';
import { tokenCodec } from '../../protocol/token/token.ts';

/** One seat's ballot of one sounding, as its device keeps it until it is counted. `[SOUND-9]` */
export const paperCodec = struct('ballot paper', {
  box: boxId,
  sounding: id<EntryId>('sounding'),
  /** Until the answer has come. What blinds a token leads to its seat, so it is kept no longer. */
  asked: optional(askedBatchCodec),
  token: optional(tokenCodec),
  /** Why this device has no ballot, or why it was not taken: the venue's code, or one of ours. */
  trouble: optional(text('trouble', { maxBytes: 64 })),
  cast: optional(
    struct('cast', {
      entry: id<EntryId>('entry'),
      /** Sealed: the same bytes again until the venue has answered. */
      item: bytes('item', { min: 1, max: ENTRY_BYTES_MAX }),
      /** Not before this, by this device's clock. */
      dueAt: uint('due at'),
    }),
  ),
  /** The venue holds it. */
  isHeld: bool('is held'),
});

export type BallotPaper = Decoded<typeof paperCodec>;

export const PAPER_BYTES_MAX = ENTRY_BYTES_MAX + 1_024;

/** The box's tokens are not of the key that the charter names. */
export const FALSE_TOKEN = 'FALSE_TOKEN';
/** The box was closed before the ballot came to it. */
export const TOO_LATE = 'TOO_LATE';

/**
 * Where this device stands with a sounding that asks its seat.
 *
 * - `no-ballot`: the token has not come yet. - `elsewhere`: another device of the seat has it.
 * - `ready`: it can vote. - `waiting`: the vote waits here for its time. - `held`: the venue has it.
 * - `not-taken`: `trouble` says why; the vote does not count.
 */
export type PaperState = 'no-ballot' | 'elsewhere' | 'ready' | 'waiting' | 'held' | 'not-taken';

export function stateOf(paper: BallotPaper | undefined): PaperState {
  if (paper === undefined) return 'no-ballot';
  if (paper.trouble === 'BALLOT_TOKEN_GIVEN') return 'elsewhere';
  if (paper.trouble !== undefined) return 'not-taken';
  if (paper.isHeld) return 'held';
  if (paper.cast !== undefined) return 'waiting';
  return paper.token === undefined ? 'no-ballot' : 'ready';
}
