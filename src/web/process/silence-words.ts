import { calendarDay } from '../design/moments.ts';
import { m } from '../messages/messages.ts';
import type { Stagnation } from './contact-pulse.ts';

/** What a silence is, in a sentence. Where a room is shredded, no contact on record is not yet no contact. */
export function silenceWords(silence: Stagnation, isShredded: boolean): string {
  switch (silence.kind) {
    case 'no contact yet':
      return m.timeline.silence[isShredded ? 'nothing kept' : 'no contact yet'][silence.track]();
    case 'silent':
      return m.timeline.silence.silent[silence.track]({
        weeks: silence.weeksWithoutContact,
        since: calendarDay(silence.since),
      });
    case 'was silent':
      return m.timeline.silence['was silent'][silence.track]({
        weeks: silence.weeksWithoutContact,
        since: calendarDay(silence.since),
        until: calendarDay(silence.until),
      });
  }
}
