/** So long one may work on without letting others have their turn: less than a frame. */
const WORK_MS_MAX = 8;

type Scheduler = { readonly yield?: () => Promise<void> };
type Immediate = (task: () => void) => unknown;

/**
 * Lets everything else that waits (frames, messages, timers) have its turn between the steps of long work.
 *
 * Awaiting what is there already lets nobody else in: it only looks as if one paused.
 */
export class Breath {
  #last = performance.now();

  async ifDue(): Promise<void> {
    if (performance.now() - this.#last < WORK_MS_MAX) return;
    await othersTurn();
    this.#last = performance.now();
  }
}

function othersTurn(): Promise<void> {
  const { scheduler, setImmediate } = globalThis as { scheduler?: Scheduler; setImmediate?: Immediate };
  if (scheduler?.yield !== undefined) return scheduler.yield();
  return new Promise((resolve) => {
    // Node's own first: a timer waits for a millisecond at least.
    if (setImmediate !== undefined) setImmediate(() => resolve());
    else setTimeout(resolve, 0);
  });
}
