import type { Track } from '../../protocol/charter/ground-rules.ts';
import { type Day, monthOf } from '../calendar/days.ts';
import { type ConvergesWith, convergesWith } from './converges-with.ts';
import type { ProcessItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';

/** One month of the story: what stands in it, and how much contact there was. */
export interface MonthOfList {
  /** `2031-03` */
  readonly month: string;
  readonly rows: readonly ListRow[];
  /** By week, for those weeks that begin in it. Up to today. */
  readonly contacts: readonly { readonly track: Track; readonly contacts: number }[];
}

export interface ListRow {
  readonly item: ProcessItem;
  readonly when: 'past' | 'now' | 'to come';
  /** What it converges with: each pair is said at both. */
  readonly converges: readonly ConvergesWith[];
}

/**
 * The timeline as a list, for reading and for those who do not see the drawing: every item of it, in its order, under the
 * month in which it begins. Months of silence between the first contact and today stand there empty: they are part of
 * the story.
 */
export function processList(timeline: ProcessTimeline): MonthOfList[] {
  const { items, pulse, today } = timeline;
  const rows = new Map<string, ListRow[]>();
  const near = convergesWith(timeline);
  for (const item of items) {
    const month = monthOf(item.first);
    const row: ListRow = { item, when: whenOf(item, today), converges: near.get(item.key) ?? [] };
    const ofMonth = rows.get(month) ?? [];
    ofMonth.push(row);
    rows.set(month, ofMonth);
  }
  const contacts = new Map<string, Map<Track, number>>();
  for (const { track, weeks } of pulse) {
    for (const { week, contacts: count } of weeks) {
      const month = monthOf(week);
      const tracks = contacts.get(month) ?? new Map<Track, number>();
      contacts.set(month, tracks.set(track, (tracks.get(track) ?? 0) + count));
    }
  }
  return [...new Set([...rows.keys(), ...contacts.keys()])].sort().map((month) => ({
    month,
    rows: rows.get(month) ?? [],
    contacts: [...(contacts.get(month) ?? [])].map(([track, count]) => ({ track, contacts: count })),
  }));
}

function whenOf({ first, last }: ProcessItem, today: Day): ListRow['when'] {
  if (last < today) return 'past';
  return first > today ? 'to come' : 'now';
}
