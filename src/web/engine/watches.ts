import type { IdText } from '../../records/timeline.ts';
import type { FromEngine, FromTab } from './engine-wire.ts';
import { SHOW_AFTER_MS } from './limits.ts';
import type { LiveArgs, LiveName, LiveValue } from './live-values.ts';

type Watch = Extract<FromTab, { kind: 'watch' }>;

export type Evaluate = <Name extends LiveName>(name: Name, args: LiveArgs<Name>) => Promise<LiveValue<Name>>;

/** What has changed: a live value's name, of one room or of all. */
export interface Change {
  readonly name: LiveName;
  readonly channel?: IdText;
}

/**
 * Who watches what. A value is made once, however many tabs watch it, and no oftener than a person can see.
 */
export class Watches {
  readonly #evaluate: Evaluate;
  readonly #send: (message: FromEngine) => void;
  /** By tab and id. */
  readonly #watches = new Map<string, Watch>();
  readonly #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isShowing = false;

  constructor(evaluate: Evaluate, send: (message: FromEngine) => void) {
    this.#evaluate = evaluate;
    this.#send = send;
  }

  add(watch: Watch): void {
    this.#watches.set(`${watch.tab} ${watch.id}`, watch);
    void this.#show([watch]);
  }

  remove({ tab, id }: { readonly tab: string; readonly id: number }): void {
    this.#watches.delete(`${tab} ${id}`);
  }

  removeTab(tab: string): void {
    for (const [key, watch] of this.#watches) if (watch.tab === tab) this.#watches.delete(key);
  }

  changed({ name, channel }: Change, afterMs = SHOW_AFTER_MS): void {
    for (const [key, watch] of this.#watches) {
      const of = 'channel' in watch.args ? watch.args.channel : undefined;
      if (watch.name === name && (channel === undefined || of === undefined || of === channel)) this.#changed.add(key);
    }
    this.#timer ??= setTimeout(() => this.#showChanged(), afterMs);
  }

  async #showChanged(): Promise<void> {
    // What changes while the last round is still being made waits for the next.
    this.#timer = undefined;
    if (this.#isShowing) {
      this.#timer = setTimeout(() => this.#showChanged(), SHOW_AFTER_MS);
      return;
    }
    this.#isShowing = true;
    const due = [...this.#changed].flatMap((key) => this.#watches.get(key) ?? []);
    this.#changed.clear();
    try {
      await this.#show(due);
    } finally {
      this.#isShowing = false;
    }
  }

  async #show(due: readonly Watch[]): Promise<void> {
    const same = Map.groupBy(due, ({ name, args }) => JSON.stringify([name, args]));
    for (const watches of same.values()) {
      const [{ name, args }] = watches as [Watch];
      try {
        const value = await this.#evaluate(name, args);
        for (const { tab, id } of watches) this.#send({ to: tab, kind: 'value', id, value });
      } catch {
        // What cannot be made now (a room being closed, a lost line at the door) is made at the next change.
      }
    }
  }
}
