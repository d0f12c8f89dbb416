import { type Band, bandOf } from './bands.ts';
import type { ProcessItem } from './process-item.ts';

export type Direction = 'earlier' | 'later' | 'band above' | 'band below' | 'first' | 'last' | 'before' | 'after';

/**
 * Where an arrow key leads from an item: along its band, or to the item of the next band that begins nearest; `before`
 * and `after` lead through all of them in the order of time. Stays where there is nothing further; begins at the first
 * item where none is held, or what was held is gone.
 */
export function stepBetween(
  items: readonly ProcessItem[],
  bands: readonly Band[],
  held: string | undefined,
  direction: Direction,
): ProcessItem | undefined {
  const at = items.findIndex(({ key }) => key === held);
  const item = items[at];
  if (item === undefined) return direction === 'last' ? items.at(-1) : items[0];
  const inBand = (band: Band) => items.filter((one) => bandOf(one) === band);
  const own = inBand(bandOf(item));
  const index = own.indexOf(item);
  switch (direction) {
    case 'first':
      return own[0];
    case 'last':
      return own.at(-1);
    case 'earlier':
      return own[index - 1] ?? item;
    case 'later':
      return own[index + 1] ?? item;
    case 'before':
      return items[at - 1] ?? item;
    case 'after':
      return items[at + 1] ?? item;
    default: {
      const place = bands.indexOf(bandOf(item));
      const beyond = direction === 'band above' ? bands.slice(0, place).reverse() : bands.slice(place + 1);
      const next = beyond.map(inBand).find((those) => those.length > 0);
      return next === undefined ? item : nearest(next, item.start);
    }
  }
}

function nearest(items: readonly ProcessItem[], start: number): ProcessItem | undefined {
  let found = items[0];
  for (const item of items) {
    if (found !== undefined && Math.abs(item.start - start) < Math.abs(found.start - start)) found = item;
  }
  return found;
}
