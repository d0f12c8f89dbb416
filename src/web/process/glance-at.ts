import type { Track } from '../../protocol/charter/ground-rules.ts';
import { addDays, weekOf } from '../calendar/days.ts';
import type { PulseWeek } from './contact-pulse.ts';
import type { CommuniqueItem, MeetingItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';

/** A quarter of a year. */
const WEEKS = 12;

export interface Glance {
  /** The last weeks, this one included: as many for a track that was silent, or is new. */
  readonly tracks: readonly { readonly track: Track; readonly weeks: readonly PulseWeek[]; readonly active: number }[];
  /** How many of those weeks there was a process in: nobody was silent before it began. */
  readonly lived: number;
  readonly next: MeetingItem | undefined;
  readonly last: CommuniqueItem | undefined;
}

/** A process in three lines. */
export function glanceAt({ pulse, items, today }: Pick<ProcessTimeline, 'pulse' | 'items' | 'today'>): Glance {
  const mondays = Array.from({ length: WEEKS }, (_, index) => addDays(weekOf(today), -7 * (WEEKS - 1 - index)));
  const begun = pulse.flatMap(({ weeks }) => weeks[0]?.week ?? []).sort()[0] ?? weekOf(today);
  return {
    lived: mondays.filter((week) => week >= begun).length,
    tracks: pulse.map(({ track, weeks }) => {
      const known = new Map(weeks.map((week) => [week.week, week]));
      const shown = mondays.map((week): PulseWeek => known.get(week) ?? { week, contacts: 0, level: 0 });
      return { track, weeks: shown, active: shown.filter(({ level }) => level > 0).length };
    }),
    next: items.find((item) => item.kind === 'meeting' && item.state === 'planned' && item.last >= today) as
      | MeetingItem
      | undefined,
    last: items.findLast((item) => item.kind === 'communiqué') as CommuniqueItem | undefined,
  };
}
