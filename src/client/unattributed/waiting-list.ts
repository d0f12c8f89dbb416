import { type EntryId, idText, type Position } from '../../base/ids.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { PAYLOAD_BYTES_MAX } from '../../protocol/entry/limits.ts';
import { UNATTRIBUTED_POST_BYTES_MAX } from '../../protocol/wire/http-bodies.ts';
import { ClientError } from '../client-error.ts';
import type { Storage } from '../storage/storage.ts';
import { type WaitingUnattributed, waitingCodec } from './waiting-unattributed.ts';

interface Waiter {
  resolve(position: Position): void;
  reject(error: Error): void;
}

/**
 * What waits to be said unattributed, oldest first, as this device keeps it; and who waits for it to be read back.
 *
 * An entry is a value: whoever changes one names the one that it stands for. Where that has gone meanwhile, nothing is done.
 */
export class WaitingList {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #onChange: () => void;
  // Owned here, as is the next.
  #all: readonly WaitingUnattributed[] = [];
  #next = 0;
  readonly #waiters = new Map<string, Waiter>();

  constructor(storage: Storage, prefix: string, onChange: () => void) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#onChange = onChange;
  }

  /** Takes up what waited here when the device stopped, each due as is said now. Before anything is put in. */
  async open(dueAt: () => number): Promise<void> {
    const kept = await this.#storage.list(this.#prefix);
    const max = UNATTRIBUTED_POST_BYTES_MAX + PAYLOAD_BYTES_MAX + 256;
    this.#all = kept.map(([, value]) => ({ ...decode(waitingCodec, value, max), dueAt: dueAt() }));
    this.#next = (this.#all.at(-1)?.number ?? -1) + 1;
  }

  get all(): readonly WaitingUnattributed[] {
    return this.#all;
  }

  find(entry: EntryId): WaitingUnattributed | undefined {
    const name = idText(entry);
    return this.#all.find((each) => idText(each.entry) === name);
  }

  /** `read` resolves where it was read back, and rejects where it was refused or given up. */
  async put(entry: Omit<WaitingUnattributed, 'number'>): Promise<{ readonly read: Promise<Position> }> {
    const waiting = { ...entry, number: this.#next++ };
    await this.#write(waiting);
    this.#all = [...this.#all, waiting];
    const name = idText(waiting.entry);
    const read = new Promise<Position>((resolve, reject) => this.#waiters.set(name, { resolve, reject }));
    // Whoever does not wait for it still finds it here.
    read.catch(() => {});
    this.#onChange();
    return { read };
  }

  /** Gives back what stands there now; `undefined` where it has gone. */
  async change(
    waiting: WaitingUnattributed,
    change: Partial<Omit<WaitingUnattributed, 'number'>>,
  ): Promise<WaitingUnattributed | undefined> {
    if (!this.#all.includes(waiting)) return undefined;
    const next = { ...waiting, ...change };
    const waiter = this.#takeWaiter(waiting);
    if (waiter !== undefined) this.#waiters.set(idText(next.entry), waiter);
    this.#all = this.#all.map((each) => (each === waiting ? next : each));
    await this.#write(next);
    this.#onChange();
    return this.#all.includes(next) ? next : undefined;
  }

  /** Goes no more by itself. */
  async markRefused(waiting: WaitingUnattributed, code: string, cause?: unknown): Promise<void> {
    const marked = await this.change(waiting, { refused: code });
    const error = new ClientError('POST_REFUSED', 'the entry was not taken', { cause, detail: { code } });
    this.#takeWaiter(marked ?? waiting)?.reject(error);
  }

  /** It was read back at `outcome`, or given up. */
  async forget(waiting: WaitingUnattributed, outcome: Position | Error): Promise<void> {
    this.#all = this.#all.filter((each) => each !== waiting);
    await this.#storage.write({ remove: [this.#key(waiting)] });
    this.#onChange();
    const waiter = this.#takeWaiter(waiting);
    if (outcome instanceof Error) waiter?.reject(outcome);
    else waiter?.resolve(outcome);
  }

  /** Nobody is told any more; what waits stays kept. */
  end(error: Error): void {
    for (const { reject } of this.#waiters.values()) reject(error);
    this.#waiters.clear();
  }

  #takeWaiter({ entry }: WaitingUnattributed): Waiter | undefined {
    const waiter = this.#waiters.get(idText(entry));
    this.#waiters.delete(idText(entry));
    return waiter;
  }

  async #write(waiting: WaitingUnattributed): Promise<void> {
    await this.#storage.write({ put: { [this.#key(waiting)]: encode(waitingCodec, waiting) } });
  }

  #key({ number }: WaitingUnattributed): string {
    return `${this.#prefix}${String(number).padStart(12, '0')}`;
  }
}
