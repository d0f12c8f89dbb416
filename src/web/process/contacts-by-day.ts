import type { ChannelProjection } from '../../records/projection.ts';
import type { KindName } from '../../records/registry.ts';
import { DAY_MS, type Day, dayNumber, dayOfNumber, wallClockIn } from '../calendar/days.ts';
import { MEETING_DAYS_MAX } from './limits.ts';
import { timeOf } from './placing.ts';

/**
 * Kinds by which people turn to each other. Notes, keys, rosters and the steps of a signature are none: a device posts
 * those by itself, or a person does for the files.
 */
const CONTACT: ReadonlySet<string> = new Set<KindName>([
  'statement',
  'question',
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
  const counts = new Map<number, number>();
  const count = (day: number) => counts.set(day, (counts.get(day) ?? 0) + 1);
  if (Object.keys(room.parties).length < 2) return {};
  const wallClock = wallClockIn(zone);
  for (const entry of Object.values(entries)) {
    const time = timeOf(entry);
    if (time !== null && isContact(entry.name)) count(Math.floor(wallClock(time) / DAY_MS));
  }
  for (const { state, start, end } of Object.values(meetings.byEntry)) {
    if (state.kind !== 'held') continue;
    const first = dayNumber(start.local.slice(0, 10));
    const last = Math.min(dayNumber(end.local.slice(0, 10)), first + MEETING_DAYS_MAX - 1);
    for (let day = first; day <= last; day++) count(day);
  }
  return Object.fromEntries([...counts].map(([day, number]) => [dayOfNumber(day), number]));
}
