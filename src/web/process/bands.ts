import type { ProcessItem } from './process-item.ts';
import type { Lane, ProcessTimeline } from './process-timeline.ts';

/** A strip of the drawing: what the public was told, the tracks, and what happens outside. */
export type Band = 'the public' | Lane['track'] | 'outside';

/** What of the story is shown: each can be left out. */
export const SHOWABLE = ['meeting', 'undertaking', 'transfer', 'communiqué', 'outside event'] as const;
export type Showable = (typeof SHOWABLE)[number];

export function showableOf({ kind }: Pick<ProcessItem, 'kind'>): Showable {
  return kind === 'departure' || kind === 'arrival' ? 'transfer' : kind;
}

/** In which band an item stands; a transfer in that which it leaves. */
export function bandOf(item: Pick<ProcessItem, 'kind' | 'lanes'>): Band {
  if (item.kind === 'communiqué') return 'the public';
  if (item.kind === 'outside event') return 'outside';
  return item.lanes[0] ?? 'outside';
}

/** From the top: the most seen first. Bands that are not tracks are there only where something stands in them. */
export function bandsOf({ lanes, items }: Pick<ProcessTimeline, 'lanes' | 'items'>): readonly Band[] {
  const has = (band: Band) => items.some((item) => bandOf(item) === band);
  const tracks: readonly Band[] = lanes.map(({ track }) => track);
  return [
    ...(has('the public') ? (['the public'] as const) : []),
    ...tracks,
    ...(has('outside') ? (['outside'] as const) : []),
  ];
}

/** The story without the kinds that are left out, and without what joined them to others. */
export function onlyShown(timeline: ProcessTimeline, left: ReadonlySet<Showable>): ProcessTimeline {
  if (left.size === 0) return timeline;
  const items = timeline.items.filter((item) => !left.has(showableOf(item)));
  const keys = new Set(items.map(({ key }) => key));
  return {
    ...timeline,
    items,
    undated: timeline.undated.filter((item) => !left.has(showableOf(item))),
    convergences: timeline.convergences.filter(({ items: pair }) => pair.every((key) => keys.has(key))),
  };
}
