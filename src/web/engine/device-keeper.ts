import type { Randomness } from '../../base/ports.ts';
import { createLock, type DeviceLock, isPasskey, isPassphrase } from '../../client/device-lock/device-lock.ts';
import { readLock, writeLock } from '../../client/device-lock/kept-lock.ts';
import { addPasskey, unlockWithPasskey } from '../../client/device-lock/passkey-key.ts';
import { addPassphrase, changePassphrase, unlockWithPassphrase } from '../../client/device-lock/passphrase-key.ts';
import { EncryptedStorage } from '../../client/storage/encrypted-storage.ts';
import { IndexedDbStorage } from '../../client/storage/indexed-db-storage.ts';
import { MemoryStorage } from '../../client/storage/memory-storage.ts';
import type { Storage } from '../../client/storage/storage.ts';
import { EngineFailure } from './failure.ts';
import type { Keeping, Key, WayIn } from './gate.ts';

export type DeviceState = { readonly kind: 'new' } | { readonly kind: 'locked'; readonly by: readonly WayIn[] };

export interface DeviceKeeperOf {
  readonly profile: string;
  /** Whose passkeys are asked: the venue's host. */
  readonly host: string;
  readonly random: Randomness;
}

type PasskeyAdded = Extract<Keeping, { kind: 'passkey' }>;
type Locking = Exclude<Keeping, { kind: 'nothing' }>;

/** Opens what this device keeps for one profile, and lets nobody else open it. */
export class DeviceKeeper {
  readonly #name: string;
  readonly #of: DeviceKeeperOf;
  /** While the device is open, and keeps anything. Owned here. */
  #open: { readonly inner: Storage; readonly deviceKey: Uint8Array; lock: DeviceLock } | undefined;

  constructor(of: DeviceKeeperOf) {
    this.#of = of;
    this.#name = `pourparler/${of.profile}`;
  }

  /** Raises `LOCK_UNREADABLE`. */
  async state(): Promise<DeviceState> {
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === this.#name)) return { kind: 'new' };
    const inner = await IndexedDbStorage.open(this.#name);
    try {
      const lock = await lockOn(inner);
      // Without a lock nothing was kept yet: setting up was cut short.
      return lock === undefined ? { kind: 'new' } : { kind: 'locked', by: this.#waysIn(lock) };
    } finally {
      await inner.close();
    }
  }

  /** Raises why a passphrase will not do. */
  async create(keeping: Keeping): Promise<Storage> {
    if (keeping.kind === 'nothing') return new MemoryStorage();
    // What an attempt that was cut short has left is nobody's.
    await this.forget();
    const { lock: empty, deviceKey } = createLock(this.#of.random);
    const lock = await this.#withKey(empty, deviceKey, keeping);
    const inner = await IndexedDbStorage.open(this.#name);
    await writeLock(inner, lock);
    return await this.#opened(inner, lock, deviceKey);
  }

  async unlock(key: Key): Promise<Storage | 'wrong'> {
    const inner = await IndexedDbStorage.open(this.#name);
    try {
      const lock = await lockOn(inner);
      const tried = lock && (await unlocked(lock, key));
      if (lock !== undefined && tried?.kind === 'open') return await this.#opened(inner, lock, tried.deviceKey);
    } catch (error) {
      await inner.close();
      throw error;
    }
    await inner.close();
    return 'wrong';
  }

  /** Adds one where the device had only passkeys. Raises why a passphrase will not do. */
  async changePassphrase(passphrase: string): Promise<void> {
    const { lock, deviceKey } = this.#mustBeOpen();
    const of = { deviceKey, passphrase, random: this.#of.random };
    await this.#keep(
      lock.keys.some(isPassphrase) ? lockOf(await changePassphrase(lock, of)) : lockOf(await addPassphrase(lock, of)),
    );
  }

  async addPasskey(passkey: PasskeyAdded): Promise<void> {
    const { lock, deviceKey } = this.#mustBeOpen();
    await this.#keep(await this.#withKey(lock, deviceKey, passkey));
  }

  /** Closed by whoever was given the storage; the key goes here. */
  forgetKey(): void {
    this.#open?.deviceKey.fill(0);
    this.#open = undefined;
  }

  async forget(): Promise<void> {
    // An open database is not deleted until it is closed.
    await this.#open?.inner.close();
    this.forgetKey();
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(this.#name);
      request.onsuccess = resolve;
      request.onerror = resolve;
      request.onblocked = resolve;
    });
  }

  #waysIn(lock: DeviceLock): readonly WayIn[] {
    const passkeys = lock.keys.filter(isPasskey).filter(({ rpId }) => rpId === this.#of.host);
    return [
      ...(lock.keys.some(isPassphrase) ? [{ kind: 'passphrase' } as const] : []),
      ...passkeys.map(({ credentialId, salt }) => ({ kind: 'passkey', credentialId, salt }) as const),
    ];
  }

  async #withKey(lock: DeviceLock, deviceKey: Uint8Array, keeping: Locking): Promise<DeviceLock> {
    const { host, random } = this.#of;
    if (keeping.kind === 'passphrase') {
      return lockOf(await addPassphrase(lock, { deviceKey, passphrase: keeping.passphrase, random }));
    }
    const { credentialId, salt, output } = keeping;
    const answer = { credentialId, prfOutput: output };
    return lockOf(await addPasskey(lock, { deviceKey, salt, rpId: host, answer, random }));
  }

  async #opened(inner: Storage, lock: DeviceLock, deviceKey: Uint8Array): Promise<Storage> {
    const storage = await EncryptedStorage.open(inner, { deviceKey, random: this.#of.random });
    this.#open = { inner, lock, deviceKey };
    return storage;
  }

  #mustBeOpen(): { readonly lock: DeviceLock; readonly deviceKey: Uint8Array } {
    if (this.#open === undefined) throw failure('NOTHING_KEPT');
    return this.#open;
  }

  async #keep(lock: DeviceLock): Promise<void> {
    if (this.#open === undefined) throw failure('LOCKED');
    await writeLock(this.#open.inner, lock);
    this.#open.lock = lock;
  }
}

async function lockOn(inner: Storage): Promise<DeviceLock | undefined> {
  const kept = await readLock(inner);
  if (kept.kind === 'unreadable') throw failure('LOCK_UNREADABLE');
  return kept.kind === 'locked' ? kept.lock : undefined;
}

async function unlocked(lock: DeviceLock, key: Key) {
  if (key.kind === 'passphrase') return await unlockWithPassphrase(lock, key.passphrase);
  return await unlockWithPasskey(lock, { credentialId: key.credentialId, prfOutput: key.output });
}

type Refused = keyof typeof REFUSALS;

const REFUSALS = {
  'too-short': 'PASSPHRASE_TOO_SHORT',
  'too-long': 'PASSPHRASE_TOO_LONG',
  'too-uniform': 'PASSPHRASE_TOO_UNIFORM',
  'unknown-character': 'PASSPHRASE_UNKNOWN_CHARACTER',
  'has-one': 'UNFORESEEN',
  'has-none': 'UNFORESEEN',
  'has-it': 'PASSKEY_KNOWN',
  full: 'LOCK_FULL',
} as const;

function lockOf(
  outcome: { readonly kind: 'added' | 'changed'; readonly lock: DeviceLock } | { readonly kind: Refused },
): DeviceLock {
  if ('lock' in outcome) return outcome.lock;
  throw failure(REFUSALS[outcome.kind]);
}

function failure(code: string): EngineFailure {
  return new EngineFailure({ area: 'app', code, message: 'the device is as it was' });
}
