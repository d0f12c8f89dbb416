import type { Codec } from '../../protocol/codec/codec.ts';
import { list, struct, text } from '../../protocol/codec/shapes.ts';
import { AGENDA_ITEMS_MAX, PLACE_BYTES_MAX, PURPOSE_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import { type ZonedTime, zonedTime } from '../when.ts';

/** What is known of a meeting before it is held. */
export interface Schedule {
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly start: ZonedTime;
  readonly end: ZonedTime;
  readonly place: string;
  readonly agenda: readonly string[];
}

export const schedule: Codec<Schedule> = struct('schedule', {
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  purpose: text('purpose', { maxBytes: PURPOSE_BYTES_MAX }),
  start: zonedTime('start'),
  end: zonedTime('end'),
  place: text('place', { maxBytes: PLACE_BYTES_MAX }),
  agenda: list('agenda', text('agenda item', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }), { max: AGENDA_ITEMS_MAX }),
});

export function refusalOfTimes({ start, end }: Schedule): PostRefusal | undefined {
  if (end.instant >= start.instant) return undefined;
  return refuse('ENDS_BEFORE_IT_STARTS', 'a meeting ends when or after it starts');
}
