import type { Randomness } from '../base/ports.ts';
import { ClientError } from './client-error.ts';
import type { SeatSession } from './session/seat-session.ts';
import { throughLostLines } from './session/through-lost-lines.ts';

export interface BackgroundWorkOf {
  readonly session: SeatSession;
  readonly random: Randomness;
  /** Of a task that failed for good, where the session's state does not say why. */
  readonly onTrouble: (error: unknown) => void;
}

/** What a seat's device does by itself, one task after the other. Nobody waits for it but {@link idle}. */
export class BackgroundWork {
  readonly #of: BackgroundWorkOf;
  // Owned here.
  #tail: Promise<void> = Promise.resolve();

  constructor(of: BackgroundWorkOf) {
    this.#of = of;
  }

  /** A lost line ends no task: it is taken up over the next one. */
  add(task: () => Promise<void>): void {
    const { session, random, onTrouble } = this.#of;
    this.#tail = this.#tail
      .then(() => throughLostLines(session, random, task))
      .catch((error: unknown) => {
        if (error instanceof ClientError && (error.code === 'CLOSED' || error.code === 'NOT_SEATED')) return;
        if (session.state.kind !== 'refused') onTrouble(error);
      });
  }

  /** Resolves when all of it has come to rest, what was added meanwhile included. */
  async idle(): Promise<void> {
    for (let before: Promise<void> | undefined; before !== this.#tail; ) {
      before = this.#tail;
      await before;
    }
  }
}
