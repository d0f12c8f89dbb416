import type { Position } from '../../base/ids.ts';
import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import { isPartial } from '../unread/may-be-unread.ts';

/** What the venue says of a box where it puts what was in it. */
export interface ClosedBox {
  readonly position: Position;
  readonly box: IdText;
  readonly ballots: number;
}

/**
 * A box is closed: what follows may be its ballots. `[SOUND-6]`
 *
 * One that nobody asked a question for is passed over: its sounding never came, or stands where this reader cannot read.
 */
export function closeBox(room: ChannelProjection, { position, box, ballots }: ClosedBox): void {
  const { soundings } = room;
  const entry = soundings.byBox[box];
  const about = entry === undefined ? undefined : soundings.byEntry[entry];
  soundings.run = { box, at: position, last: position + ballots };
  if (entry === undefined || about === undefined) {
    if (!isPartial(room)) return;
    soundings.elsewhere.push({ box, position, ballots });
    room.timeline.push({ kind: 'box-closed', position, about: null, ballots });
    return;
  }
  const isSecond = about.closedAt !== null;
  about.closedAt ??= position;
  if (isSecond || ballots > about.seats.length) {
    about.isVoid = true;
    about.ballots = [];
    soundings.run = null;
  }
  if (!isSecond) room.timeline.push({ kind: 'box-closed', position, about: entry, ballots });
}
