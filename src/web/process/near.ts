import type { Convergence } from './convergences.ts';
import { convergesWith } from './converges-with.ts';
import { nearWords } from './item-words.ts';
import type { ProcessItem } from './process-item.ts';
import type { ProcessTimeline } from './process-timeline.ts';

/** What each item comes together with, in words. */
export function nearOf(
  timeline: Pick<ProcessTimeline, 'items' | 'convergences'>,
): ReadonlyMap<string, readonly string[]> {
  const words = ({ convergence, other }: { convergence: Convergence; other: ProcessItem }) =>
    nearWords(convergence, other);
  return new Map([...convergesWith(timeline)].map(([key, those]) => [key, those.map(words)]));
}
