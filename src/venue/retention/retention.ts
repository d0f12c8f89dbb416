import type { RetentionStore } from '../store/store.ts';
import { LOOK_INTERVAL_MS, SHRED_BYTES_MAX, SHRED_ITEMS_MAX, SHRED_PAUSE_MS } from './limits.ts';
import type { SteadyClock } from './steady-clock.ts';

/** Looks now and then for entries past their retention, and has them shredded. `[RECORD-6]` */
export interface Retention {
  look(): Promise<void>;
  /** Lets the batch under way finish. */
  stop(): Promise<void>;
}

export function startRetention(
  store: RetentionStore,
  clock: SteadyClock,
  onFailure: (error: unknown) => void,
): Retention {
  // Owned here, as is the next: the last look that was begun.
  let last: Promise<void> = Promise.resolve();
  let isStopped = false;
  const look = () => {
    const next = last.then(async () => {
      const now = clock.look();
      if (now === undefined) return;
      await store.noteRetention(now);
      const limits = { itemsMax: SHRED_ITEMS_MAX, bytesMax: SHRED_BYTES_MAX };
      while (!isStopped && (await store.shredDue(now, limits)) === 'more') {
        await new Promise((resolve) => setTimeout(resolve, SHRED_PAUSE_MS));
      }
    });
    // What one look leaves is the next one's matter.
    last = next.catch(() => undefined);
    return next;
  };
  const lookAndTell = () => void look().catch(onFailure);
  lookAndTell();
  const timer = setInterval(lookAndTell, LOOK_INTERVAL_MS);
  timer.unref();
  return {
    look,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await last;
    },
  };
}
