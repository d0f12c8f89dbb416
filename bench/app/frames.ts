import type { Browser, Page } from 'playwright';
import { longestTasksIn, type Tasks } from './tasks.ts';

/** How a page's main thread fared meanwhile. */
export interface Fared extends Tasks {
  /** Times between two frames, shortest first. */
  readonly frameMs: readonly number[];
}

/**
 * Watches a page until it is asked how it fared. A task's CPU time is its own work: what the clock says beside that is
 * the machine's, doing something else. One page at a time.
 */
export async function watchFrames(browser: Browser, page: Page): Promise<() => Promise<Fared>> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await page.evaluate(() => {
    const frames = { ms: [] as number[], isOver: false };
    Object.assign(globalThis, { frames });
    let before: number | undefined;
    const frame = (now: number) => {
      if (before !== undefined) frames.ms.push(now - before);
      before = now;
      if (!frames.isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return async () => {
    const ms = await page.evaluate(() => {
      const { frames } = globalThis as unknown as { frames: { ms: number[]; isOver: boolean } };
      frames.isOver = true;
      return frames.ms;
    });
    const trace = await browser.stopTracing();
    return { ...longestTasksIn(trace), frameMs: ms.sort((one, other) => one - other) };
  };
}

export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
