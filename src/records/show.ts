import { idText } from '../base/ids.ts';
import type { AnyAuthor } from './author.ts';
import type { OpenedEntry } from './opened-entry.ts';
import type { ChannelProjection } from './projection.ts';
import type { IdText } from './timeline.ts';

/** Adds an entry's line to the timeline. `about` is the key in its kind's slice. */
export function show(
  room: ChannelProjection,
  entry: OpenedEntry<unknown, string, AnyAuthor>,
  about: IdText = idText(entry.entry),
): void {
  room.timeline.push({
    kind: 'entry',
    position: entry.position,
    name: entry.kind,
    entry: idText(entry.entry),
    about,
  });
}
