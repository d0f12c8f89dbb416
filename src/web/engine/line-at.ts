import type { ChannelProjection } from '../../records/projection.ts';
import type { LinePlace } from './commands.ts';

/**
 * Which line of a record is meant. An entry that made a line is found by its id; one that is known by what changed it
 * alone (it stands before this reader's time) by the first line about it. Times are their authors' own: the first line
 * that is not earlier is taken.
 */
export function lineAt(room: Pick<ChannelProjection, 'timeline' | 'entries'>, place: LinePlace): number | undefined {
  const own = room.timeline.findIndex(
    (item) =>
      (item.kind === 'entry' || item.kind === 'from-a-newer-version') &&
      ('entry' in place
        ? item.entry === place.entry
        : (room.entries[item.entry]?.time ?? Number.NEGATIVE_INFINITY) >= place.from),
  );
  if (own >= 0) return own;
  if (!('entry' in place)) return undefined;
  const about = room.timeline.findIndex((item) => item.kind === 'entry' && item.about === place.entry);
  return about < 0 ? undefined : about;
}
