import { calendarDay } from '../design/moments.ts';
import { m } from '../messages/messages.ts';
import type { Stagnation } from './contact-pulse.ts';

/** What a silence is, in a sentence. */
export function silenceWords(silence: Stagnation): string {
  switch (silence.kind) {
    case 'no contact yet':
      return m.timeline.silence['no contact yet'][silence.track]();
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
