import type { ChannelProjection } from '../../records/projection.ts';
import type { KindName } from '../../records/registry.ts';
import { addDays, type Day, dayIn, dayNumber } from '../calendar/days.ts';

/**
 * Kinds by which people turn to each other. Notes, keys, rosters and the steps of a signature are none: a device posts
 * those by itself, or a person does for the files.
 */
const CONTACT: ReadonlySet<string> = new Set<KindName>([
  'statement',
  'idea',
  'idea-argument',
  'put-forward',
  'meeting',
  'meeting-revision',
  'undertaking',
  'undertaking-update',
  'disclosure-proposal',
  'disclosure-refusal',
]);

/** So long a meeting is counted day by day; what is longer is a mistake in a date. */
const MEETING_DAYS_MAX = 60;

/** Whether an entry of this kind is contact. */
export function isContact(kind: string): boolean {
  return CONTACT.has(kind);
}

/**
 * How much contact there was in a channel, day by day of `zone`: entries by which people turn to each other, and each
 * day of a meeting that was held. A room of one party has none: it talks to itself.
 */
export function contactsByDay(
  { room, entries, meetings }: Pick<ChannelProjection, 'room' | 'entries' | 'meetings'>,
  zone: string,
): Record<Day, number> {
  const counts: Record<Day, number> = {};
  if (Object.keys(room.parties).length < 2) return counts;
  const dayOf = dayIn(zone);
  const count = (day: Day) => {
    counts[day] = (counts[day] ?? 0) + 1;
  };
  for (const { name, time } of Object.values(entries)) if (time !== null && isContact(name)) count(dayOf(time));
  for (const { state, start, end } of Object.values(meetings.byEntry)) {
    if (state.kind !== 'held') continue;
    const first = start.local.slice(0, 10);
    const days = Math.min(MEETING_DAYS_MAX, 1 + dayNumber(end.local.slice(0, 10)) - dayNumber(first));
    for (let day = 0; day < days; day++) count(addDays(first, day));
  }
  return counts;
}
