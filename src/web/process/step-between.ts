import type { ProcessItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';

export type Direction = 'earlier' | 'later' | 'lane above' | 'lane below' | 'first' | 'last';

/**
 * Where an arrow key leads from an item: along its lane, or to the item of the next lane that begins nearest. Stays where
 * there is nothing further; begins at the first item where none is held, or what was held is gone.
 */
export function stepBetween(
  { items, lanes }: Pick<ProcessTimeline, 'items' | 'lanes'>,
  held: string | undefined,
  direction: Direction,
): ProcessItem | undefined {
  const item = items.find(({ key }) => key === held);
  if (item === undefined) return direction === 'last' ? items.at(-1) : items[0];
  const inLane = (track: string | undefined) => items.filter((one) => one.lanes[0] === track);
  const own = inLane(item.lanes[0]);
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
    default: {
      const at = lanes.findIndex(({ track }) => track === item.lanes[0]);
      const beyond = direction === 'lane above' ? lanes.slice(0, at).reverse() : lanes.slice(at + 1);
      const next = beyond.map(({ track }) => inLane(track)).find((those) => those.length > 0);
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
