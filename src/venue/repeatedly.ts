/** What the venue does again and again by itself. */
export interface Repeated {
  /** Once more, now: after what is under way. Fails where it does. */
  now(): Promise<void>;
  /** Lets the one under way finish. */
  stop(): Promise<void>;
}

/**
 * One after the other, never two at once; what fails is told, and does not keep the next from coming. The interval is
 * counted by a clock that never goes back, so that setting the time of day moves nothing.
 */
export function repeatedly(
  work: () => Promise<void>,
  intervalMs: number,
  onFailure: (error: unknown) => void,
): Repeated {
  // Owned here: the last one that was begun.
  let last: Promise<void> = Promise.resolve();
  const now = () => {
    const next = last.then(work);
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
