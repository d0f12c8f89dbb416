import type { Convergence } from './convergences.ts';
import type { ProcessItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';

export interface ConvergesWith {
  readonly convergence: Convergence;
  readonly other: ProcessItem;
}

/** By item: each pair is told at both. */
export function convergesWith({
  items,
  convergences,
}: Pick<ProcessTimeline, 'items' | 'convergences'>): ReadonlyMap<string, readonly ConvergesWith[]> {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const found = new Map<string, ConvergesWith[]>();
  const add = (key: string, other: ProcessItem | undefined, convergence: Convergence) => {
    if (other !== undefined) found.set(key, [...(found.get(key) ?? []), { convergence, other }]);
  };
  for (const convergence of convergences) {
    const [one, other] = convergence.items;
    add(one, byKey.get(other), convergence);
    add(other, byKey.get(one), convergence);
  }
  return found;
}
