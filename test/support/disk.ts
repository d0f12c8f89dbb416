import type { Storage, StorageChanges } from '../../src/client/storage/storage.ts';

/**
 * A device's disk, which outlives the runs of the engine on it. `plug` gives the storage of one run; `kill` ends that
 * run as a power cut would: what it had not written is lost, and it never writes again.
 */
export class Disk {
  readonly #values = new Map<string, Uint8Array>();
  #run = 0;
  /** Every value that ever stood under a key, oldest first. */
  readonly past = new Map<string, Uint8Array[]>();
  /** Asked before each write of the run: true kills the run in that moment, before anything is written. */
  failsBefore: ((changes: StorageChanges) => boolean) | undefined;
  /** As above, but the write still happens. */
  failsAfter: ((changes: StorageChanges) => boolean) | undefined;
  onKill: (() => void) | undefined;

  plug(): Storage {
    const run = ++this.#run;
    const alive = <T>(value: T): Promise<T> => (run === this.#run ? Promise.resolve(value) : new Promise<T>(() => {}));
    return {
      get: (key) => alive(this.#values.get(key)?.slice()),
      list: (prefix) =>
        alive(
          [...this.#values]
            .filter(([key]) => key.startsWith(prefix))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, value]) => [key, value.slice()] as const),
        ),
      write: (changes) => {
        if (run !== this.#run) return new Promise(() => {});
        if (this.failsBefore?.(changes)) return this.#die();
        for (const key of changes.remove ?? []) this.#values.delete(key);
        for (const [key, value] of Object.entries(changes.put ?? {})) {
          this.#values.set(key, value.slice());
          this.past.set(key, [...(this.past.get(key) ?? []), value.slice()]);
        }
        return this.failsAfter?.(changes) ? this.#die() : alive(undefined);
      },
      close: async () => {},
    };
  }

  kill(): void {
    this.#run += 1;
    this.failsBefore = undefined;
    this.failsAfter = undefined;
  }

  /** Everything on it, keys included, as one. */
  dump(): Uint8Array {
    return Buffer.concat([...this.#values].flatMap(([key, value]) => [Buffer.from(key), value]));
  }

  keys(): readonly string[] {
    return [...this.#values.keys()].sort();
  }

  #die(): Promise<never> {
    this.kill();
    this.onKill?.();
    return new Promise(() => {});
  }
}
