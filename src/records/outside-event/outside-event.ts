import { idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { optional, struct, text } from '../../protocol/codec/shapes.ts';
import { PLACE_BYTES_MAX, PURPOSE_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { calendarDate } from '../when.ts';

const codec = struct('outside event', {
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  on: calendarDate('on'),
  until: optional(calendarDate('until')),
  place: text('place', { maxBytes: PLACE_BYTES_MAX }),
  source: text('source', { maxBytes: PURPOSE_BYTES_MAX }),
});

export type OutsideEvent = Decoded<typeof codec>;

/**
 * Something outside the talks that bears on them: an election, a feast, an incident. Any seat may note it, and take its
 * own note back by a withdrawal. It has days and no hours: nobody is called to it.
 */
export const outsideEvent: RecordKind<'outside-event', OutsideEvent> = {
  kind: 'outside-event',
  tag: 32,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost({ on, until }) {
    // Calendar dates of four-digit years: their order is that of their letters.
    if (until === undefined || until >= on) return undefined;
    return refuse('ENDS_BEFORE_IT_STARTS', 'an event ends on or after its first day');
  },

  apply(room, entry) {
    const key = idText(entry.entry);
    const { title, on, until, place, source } = entry.content;
    room.outsideEvents.order.push(key);
    room.outsideEvents.byEntry[key] = {
      position: entry.position,
      title,
      on,
      // One day is written in one way, however it was noted.
      until: until === on ? null : (until ?? null),
      place,
      source,
      notedBy: idText(entry.author.seat),
      withdrawnAt: null,
    };
    show(room, entry);
  },
};
