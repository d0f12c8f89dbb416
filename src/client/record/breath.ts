/** So long one may work on without letting others have their turn: less than a frame. */
const WORK_MS_MAX = 8;

/** A scheduler's yield lets frames and messages in, and may keep timers waiting for ever: so now and then it is theirs. */
const TIMERS_EVERY = 4;

type Scheduler = { readonly yield?: () => Promise<void> };
type Immediate = (task: () => void) => unknown;

/**
 * Lets everything else that waits (frames, messages, timers) have its turn between the steps of long work.
 *
 * Awaiting what is there already lets nobody else in: it only looks as if one paused.
 */
export class Breath {
  #last = performance.now();
  #breaths = 0;

  async ifDue(): Promise<void> {
    if (performance.now() - this.#last < WORK_MS_MAX) return;
    this.#breaths += 1;
    await othersTurn(this.#breaths % TIMERS_EVERY === 0);
    this.#last = performance.now();
  }
}

function othersTurn(timersToo: boolean): Promise<void> {
  const { scheduler, setImmediate } = globalThis as { scheduler?: Scheduler; setImmediate?: Immediate };
  if (scheduler?.yield !== undefined && !timersToo) return scheduler.yield();
  return new Promise((resolve) => {
    // Node's own first: a timer waits for a millisecond at least.
    if (setImmediate !== undefined) setImmediate(() => resolve());
    else setTimeout(resolve, 0);
  });
}
