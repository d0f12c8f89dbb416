import type { Clock } from '../../base/ports.ts';
import { STEADY_MS, STEP_MS_MAX } from './limits.ts';

/**
 * The time of day, from somebody who destroys by it: only once it has run steadily for an hour.
 *
 * A wrong clock destroys what nothing brings back, and a late one is late. So a clock that leaps by more than a day,
 * either way, between two looks, or that was only just started, is not believed until it has stayed so. How long that
 * is, is measured by milliseconds that never go back. One that was wrong for longer than that is believed.
 */
export class SteadyClock {
  readonly #clock: Clock;
  readonly #monotonic: () => number;
  // Owned here, as is the next.
  #last: number | undefined;
  #steadySince = 0;

  constructor(clock: Clock, monotonic: () => number) {
    this.#clock = clock;
    this.#monotonic = monotonic;
  }

  /** `undefined` while it is not to be believed. */
  look(): number | undefined {
    const now = this.#clock();
    const elapsed = this.#monotonic();
    const leapt = this.#last === undefined || Math.abs(now - this.#last) > STEP_MS_MAX;
    this.#last = now;
    if (leapt) this.#steadySince = elapsed;
    return elapsed - this.#steadySince >= STEADY_MS ? now : undefined;
  }
}
