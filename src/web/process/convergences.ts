import type { Track } from '../../protocol/charter/ground-rules.ts';
import { addDays, type Day, dayNumber } from '../calendar/days.ts';
import { SAME_PLACE_DAYS_MAX } from './limits.ts';
import type { ProcessItem } from './process-item.ts';

/** Where two lines of the story come near each other. */
export interface Convergence {
  readonly kind: 'same days' | 'same place' | 'same place and days';
  /** The keys of the two, in the timeline's order. */
  readonly items: readonly [string, string];
  readonly lanes: readonly Track[];
  /** The days that they share, or from the end of the first to the beginning of the second. */
  readonly from: Day;
  readonly until: Day;
  /** 0 where they share a day. */
  readonly daysApart: number;
  /** As the first of them writes it; empty where they share only days. */
  readonly place: string;
}

/**
 * Meetings of different tracks, or a meeting and an outside event, that share a day, or a place within a month. Whoever
 * is seen in both places at once, and whatever will fill the hotels and the newspapers then, is found here.
 *
 * `items` are in the order of their beginning.
 */
export function convergencesOf(items: readonly ProcessItem[]): Convergence[] {
  const candidates = items.filter(
    (item) => item.kind === 'outside event' || (item.kind === 'meeting' && item.state !== 'cancelled'),
  );
  const places = new Map(candidates.map((item) => [item, partsOf(item.place)]));
  const found: Convergence[] = [];
  for (const [index, one] of candidates.entries()) {
    const near = addDays(one.last, SAME_PLACE_DAYS_MAX);
    for (let next = index + 1; next < candidates.length; next++) {
      const other = candidates[next];
      if (other === undefined || other.first > near) break;
      if (!concern(one, other)) continue;
      const isSamePlace = isSame(places.get(one), places.get(other));
      const daysApart = Math.max(0, dayNumber(other.first) - dayNumber(one.last));
      if (daysApart > 0 && !isSamePlace) continue;
      const [from, until] = daysApart > 0 ? [one.last, other.first] : [other.first, earlier(one.last, other.last)];
      found.push({
        kind: daysApart > 0 ? 'same place' : isSamePlace ? 'same place and days' : 'same days',
        items: [one.key, other.key],
        lanes: [...new Set([...one.lanes, ...other.lanes])],
        from,
        until,
        daysApart,
        place: isSamePlace ? one.place : '',
      });
    }
  }
  return found;
}

function concern(one: ProcessItem, other: ProcessItem): boolean {
  if (one.kind === 'meeting' && other.kind === 'meeting') return one.lanes[0] !== other.lanes[0];
  return one.kind === 'meeting' || other.kind === 'meeting';
}

/** Of a place as people write it: the whole, and its parts between commas, bare of case, accents and signs. */
function partsOf(place: string): { readonly whole: string; readonly parts: readonly string[] } {
  const parts = place
    .split(/[,;·()/]/u)
    .map(bare)
    .filter((part) => part !== '');
  return { whole: parts.join(','), parts };
}

type Place = ReturnType<typeof partsOf>;

/** “Geneva” and “Hotel du Lac, Geneva” are; “Room 2, Geneva” and “Room 2, Oslo” are not. */
function isSame(one: Place | undefined, other: Place | undefined): boolean {
  if (one === undefined || other === undefined || one.whole === '' || other.whole === '') return false;
  return one.whole === other.whole || other.parts.includes(one.whole) || one.parts.includes(other.whole);
}

function bare(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}
