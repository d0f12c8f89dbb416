import type { Track } from '../../protocol/charter/ground-rules.ts';
import type { ProcessItem } from './process-item.ts';

/**
 * In which row of a lane each item stands, so that none covers another: the first row that is free where it begins.
 * Each takes at least `daysMin` days of room, for its title. Transfers stand between lanes, and in none.
 */
export function rowsInLane(items: readonly ProcessItem[], track: Track, daysMin: number): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const freeFrom: number[] = [];
  for (const { kind, key, lanes, start, end } of items) {
    if (kind === 'transfer' || lanes[0] !== track) continue;
    const free = freeFrom.findIndex((from) => from <= start);
    const row = free < 0 ? freeFrom.length : free;
    freeFrom[row] = Math.max(end, start + daysMin);
    rows.set(key, row);
  }
  return rows;
}
