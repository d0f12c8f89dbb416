import type { Randomness } from '../../base/ports.ts';

export interface PulseOf {
  readonly idleMs: number;
  readonly answerMs: number;
  readonly random: Randomness;
  /** Asks the other side for something, whatever it is. */
  ask(): void;
  /** Nothing was heard for too long. Called once, until something is heard again. */
  silent(): void;
}

/**
 * Finds out that a line has died in silence: after a while without a word it asks, and waits so long for any word at all.
 *
 * A browser cannot send a WebSocket's own pings, and a connection that no packet comes over looks like one at rest.
 */
export class Pulse {
  readonly #of: PulseOf;
  #idleMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(of: PulseOf) {
    this.#of = of;
    this.#idleMs = this.#drawIdle();
  }

  /** The line is there: it was opened, or something came over it. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), this.#idleMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #ask(): void {
    this.#idleMs = this.#drawIdle();
    this.#timer = setTimeout(() => this.#of.silent(), this.#of.answerMs);
    this.#of.ask();
  }

  /** Shortened at random by up to a quarter: one person's lines are not asked in step, which would tie them together. */
  #drawIdle(): number {
    const chance = (this.#of.random(1)[0] as number) / 256;
    return this.#of.idleMs * (1 - chance / 4);
  }
}
