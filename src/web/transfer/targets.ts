import type { IdText } from '../../records/timeline.ts';
import type { Overview, RoomSummary } from '../engine/overview.ts';

/** Rooms of the same process in which this person sits too: words are carried by a seat that sits in both. */
export function targetsOf(
  { processes }: Pick<Overview, 'processes'>,
  from: { readonly process: IdText; readonly channel: IdText },
): readonly RoomSummary[] {
  const rooms = processes.find(({ key }) => key === from.process)?.rooms ?? [];
  return rooms.filter(({ channel, hasLeft }) => channel !== from.channel && !hasLeft);
}
