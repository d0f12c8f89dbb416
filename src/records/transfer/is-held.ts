import { idText } from '../../base/ids.ts';
import type { AnyAuthor } from '../author.ts';
import { isCaucus } from '../authority.ts';
import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';

/** In a caucus, what its author has not freed is on hold for everyone else. One's own words are one's own. */
export function isHeld(room: ChannelProjection, entry: IdText, by: AnyAuthor): boolean {
  if (!isCaucus(room) || (by.seat !== undefined && room.entries[entry]?.seat === idText(by.seat))) return false;
  const conveyance = room.statements.byEntry[entry]?.conveyance ?? 'hold';
  return conveyance === 'hold';
}
