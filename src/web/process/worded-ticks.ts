import type { Tick } from './axis.ts';

/** In letters of the page: of a small letter, and of the space after a word. */
const LETTER = 0.4;
const SPACE = 0.5;

/**
 * Which ticks have room for their words, so that none runs into the next or past the end of the axis: those of years and
 * months before those of weeks and days. Gives back their days.
 */
export function wordedTicks(
  ticks: readonly { readonly tick: Pick<Tick, 'day' | 'is' | 'at'>; readonly words: string }[],
  { width, rem }: { readonly width: number; readonly rem: number },
): ReadonlySet<string> {
  const taken: { readonly from: number; readonly until: number }[] = [];
  const worded = new Set<string>();
  const rank = ({ is }: Pick<Tick, 'is'>) => ['year', 'month', 'week', 'day'].indexOf(is);
  for (const { tick, words } of [...ticks].sort((a, b) => rank(a.tick) - rank(b.tick) || a.tick.at - b.tick.at)) {
    const from = tick.at * width;
    const end = from + words.length * LETTER * rem;
    const until = end + SPACE * rem;
    if (end > width || taken.some((other) => other.from < until && from < other.until)) continue;
    taken.push({ from, until });
    worded.add(tick.day);
  }
  return worded;
}
