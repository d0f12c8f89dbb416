import type { PublicLog } from './public-log.ts';

/** Beats at a set interval, one after the other. */
export interface Beats {
  now(): Promise<void>;
  /** Lets the one under way finish. */
  stop(): Promise<void>;
}

/** The interval is counted by a clock that never goes back, so that setting the time of day moves no beat. */
export function startBeats(
  log: PublicLog,
  intervalMs: number,
  onBeat: () => void,
  onFailure: (error: unknown) => void,
): Beats {
  // Owned here: the last beat that was begun.
  let last: Promise<void> = Promise.resolve();
  const now = () => {
    const next = last.then(async () => {
      await log.beat();
      onBeat();
    });
    // One that failed is not the next one's matter: what found no place waits for it.
    last = next.catch(() => undefined);
    return next;
  };
  const timer = setInterval(() => void now().catch(onFailure), intervalMs);
  timer.unref();
  return {
    now,
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}
