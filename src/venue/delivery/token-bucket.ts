import type { Clock } from '../../base/ports.ts';

/**
 * An allowance that fills at a steady rate up to a burst.
 *
 * `now` must never go back: it is a monotonic clock, not the time of day.
 */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  // Owned here.
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAt = now;
  }

  /** Takes `amount` and gives 0, or takes nothing and gives the milliseconds until it could. */
  take(amount: number, now: ReturnType<Clock>): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
    if (this.#tokens >= amount) {
      this.#tokens -= amount;
      return 0;
    }
    return Math.ceil((amount - this.#tokens) / this.#perMs);
  }
}
