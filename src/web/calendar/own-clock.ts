import type { ZonedTime } from '../../records/when.ts';

/** What this device's own clock shows at a time that was agreed elsewhere, beside what is read off the wall there. */
export function ownClock({
  local,
  instant,
}: Pick<ZonedTime, 'local' | 'instant'>): 'same' | 'other hour' | 'other day' {
  const at = new Date(instant);
  const wall = new Date(`${local}:00Z`);
  const midnight = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  if (midnight !== Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate())) return 'other day';
  const minutes = (hours: number, of: number) => hours * 60 + of;
  const isSame = minutes(at.getHours(), at.getMinutes()) === minutes(wall.getUTCHours(), wall.getUTCMinutes());
  return isSame ? 'same' : 'other hour';
}
