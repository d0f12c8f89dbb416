import type { Storage, StorageChanges } from './storage.ts';

/**
 * Forgets everything with the process: a carry-nothing session, or a rehearsal. Nothing of it is ever at rest, so there is
 * nothing to encrypt, and no lock.
 */
export class MemoryStorage implements Storage {
  readonly #values = new Map<string, Uint8Array>();

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#values.get(key)?.slice();
  }

  async list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    return [...this.#values]
      .filter(([key]) => key.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, value.slice()] as const);
  }

  async write({ put = {}, remove = [] }: StorageChanges): Promise<void> {
    // Copied first, so that a value that is none leaves everything as it was.
    const copies = Object.entries(put).map(([key, value]) => [key, value.slice()] as const);
    for (const key of remove) this.#values.delete(key);
    for (const [key, copy] of copies) this.#values.set(key, copy);
  }

  async close(): Promise<void> {
    this.#values.clear();
  }
}
