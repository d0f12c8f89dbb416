import type { ChannelProjection } from '../../records/projection.ts';
import type { IdText } from '../../records/timeline.ts';
import { findWords } from '../../records/words.ts';

/**
 * The lines of a record that say this, newest first. Words are found where they were said, as they read now; what only
 * speaks of them (a withdrawal, a note that they were carried) is not found with them.
 */
export function linesWith(room: ChannelProjection, text: string): readonly number[] {
  const sought = text.toLocaleLowerCase();
  const indexes: number[] = [];
  for (let index = room.timeline.length - 1; index >= 0; index -= 1) {
    const item = room.timeline[index];
    if (item?.kind === 'entry' && saidBy(room, item.entry).toLocaleLowerCase().includes(sought)) indexes.push(index);
  }
  return indexes;
}

function saidBy(room: ChannelProjection, entry: IdText): string {
  const words = findWords(room, entry);
  const meeting = room.meetings.byEntry[entry];
  const briefing = room.briefings.byEntry[entry];
  return [
    words?.title,
    words?.text,
    room.soundings.byEntry[entry]?.question,
    meeting?.title,
    meeting?.place,
    room.undertakings.byEntry[entry]?.what,
    briefing?.who,
    briefing?.note,
    room.outsideEvents.byEntry[entry]?.title,
  ].join('\n');
}
