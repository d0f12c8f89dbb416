import { type IDBPDatabase, openDB } from 'idb';
import type { Storage, StorageChanges } from './storage.ts';

const STORE = 'values';

/** A browser's IndexedDB. `durability: strict`: a write resolves after the browser has flushed it. */
export class IndexedDbStorage implements Storage {
  readonly #database: IDBPDatabase;

  private constructor(database: IDBPDatabase) {
    this.#database = database;
  }

  static async open(name: string): Promise<IndexedDbStorage> {
    const database = await openDB(name, 1, { upgrade: (fresh) => void fresh.createObjectStore(STORE) });
    return new IndexedDbStorage(database);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return await this.#database.get(STORE, key);
  }

  async list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const transaction = this.#database.transaction(STORE);
    const [keys, values] = await Promise.all([transaction.store.getAllKeys(range), transaction.store.getAll(range)]);
    return keys.map((key, index) => [String(key), values[index] as Uint8Array] as const);
  }

  async write({ put = {}, remove = [] }: StorageChanges): Promise<void> {
    const transaction = this.#database.transaction(STORE, 'readwrite', { durability: 'strict' });
    const { store } = transaction;
    const finished = transaction.done;
    try {
      await Promise.all([
        ...remove.map(async (key) => store.delete(key)),
        ...Object.entries(put).map(async ([key, value]) => store.put(value, key)),
      ]);
    } catch (error) {
      // A value that cannot be stored throws, which by itself would not undo its neighbours.
      transaction.abort();
      await finished.catch(() => {});
      throw error;
    }
    await finished;
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
