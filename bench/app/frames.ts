import type { Page } from 'playwright';

/** How a page's main thread fared: the longest task that held it, and the longest time between two frames. */
export interface Fared {
  readonly longestTaskMs: number;
  readonly longestFrameMs: number;
}

/** Watches a page until it is asked how it fared. Tasks under 50 ms are not told by a browser, and count as none. */
export async function watchFrames(page: Page): Promise<() => Promise<Fared>> {
  await page.evaluate(() => {
    const fared = { longestTaskMs: 0, longestFrameMs: 0, isOver: false };
    Object.assign(globalThis, { fared });
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) fared.longestTaskMs = Math.max(fared.longestTaskMs, duration);
    });
    observer.observe({ type: 'longtask' });
    let before = performance.now();
    const frame = (now: number) => {
      fared.longestFrameMs = Math.max(fared.longestFrameMs, now - before);
      before = now;
      if (!fared.isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(frame);
    });
  });
  return () =>
    page.evaluate(async () => {
      const { fared } = globalThis as unknown as { fared: Fared & { isOver: boolean } };
      // The observer tells of a task after it.
      await new Promise((resolve) => setTimeout(resolve, 100));
      fared.isOver = true;
      return { longestTaskMs: fared.longestTaskMs, longestFrameMs: fared.longestFrameMs };
    });
}
