import type { Clock } from '../../../base/ports.ts';
import type { Moment } from '../script-time.ts';

/** The clocks of all engines: they stand where the script sets them, and run on from there. */
export class ScriptClock {
  #base: number;
  #since: number;
  #zone = 'UTC';
  readonly #now: Clock;
  readonly #onSet: (ms: number) => void;

  constructor(now: Clock, onSet: (ms: number) => void = () => {}) {
    this.#now = now;
    this.#onSet = onSet;
    this.#base = now();
    this.#since = now();
  }

  set({ ms, zone }: Moment): void {
    this.#base = ms;
    this.#since = this.#now();
    this.#zone = zone;
    this.#onSet(ms);
  }

  readonly read: Clock = () => this.#base + (this.#now() - this.#since);

  /** `2031-03-04`, by the clocks on the wall of the script. */
  today(): string {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: this.#zone, dateStyle: 'short' });
    return format.format(this.read());
  }

  /** `4 March 2031, 10:00 (Europe/Zurich)` */
  shown(): string {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: this.#zone, dateStyle: 'long', timeStyle: 'short' });
    return `${format.format(this.read()).replace(' at ', ', ')} (${this.#zone})`;
  }
}
