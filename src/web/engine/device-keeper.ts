import type { Randomness } from '../../base/ports.ts';
import {
  createLock,
  type DeviceLock,
  isDeviceKeyOf,
  isPasskey,
  isPassphrase,
} from '../../client/device-lock/device-lock.ts';
import { readLock, writeLock } from '../../client/device-lock/kept-lock.ts';
import { addPasskey, unlockWithPasskey } from '../../client/device-lock/passkey-key.ts';
import { addPassphrase, changePassphrase, unlockWithPassphrase } from '../../client/device-lock/passphrase-key.ts';
import type { Unlocked } from '../../client/device-lock/unlocked.ts';
import { EncryptedStorage } from '../../client/storage/encrypted-storage.ts';
import { MemoryStorage } from '../../client/storage/memory-storage.ts';
import type { Storage } from '../../client/storage/storage.ts';
import type { DeviceDisk } from './device-disk.ts';
import type { Failure } from './failure.ts';
import { EngineFailure } from './failure.ts';
import type { Keeping, Key, WayIn } from './gate.ts';

export type DeviceState =
  | { readonly kind: 'new' }
  | { readonly kind: 'locked'; readonly by: readonly WayIn[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

const LOCK_UNREADABLE: Failure = { area: 'app', code: 'LOCK_UNREADABLE', message: 'the lock is not of this form' };

type PasskeyKeeping = Extract<Keeping, { kind: 'passkey' }>;

interface Opened {
  readonly inner: Storage;
  readonly deviceKey: Uint8Array;
  lock: DeviceLock;
}

/**
 * Opens what this device keeps for one profile, and lets nobody else open it: everything but the lock itself is
 * encrypted under a device key that only a passphrase or a passkey gives out. Only the engine may use it: two at once
 * would write over each other.
 */
export class DeviceKeeper {
  readonly #disk: DeviceDisk;
  /** The host that passkeys are made for. */
  readonly #rpId: string;
  readonly #random: Randomness;
  /** While the device is open, and keeps something. */
  #opened: Opened | undefined;

  constructor(of: { readonly disk: DeviceDisk; readonly rpId: string; readonly random: Randomness }) {
    this.#disk = of.disk;
    this.#rpId = of.rpId;
    this.#random = of.random;
  }

  /** Of a device that is not open. */
  async state(): Promise<DeviceState> {
    if (!(await this.#disk.exists())) return { kind: 'new' };
    const inner = await this.#disk.open();
    try {
      const kept = await readLock(inner);
      if (kept.kind === 'unreadable') return { kind: 'failed', failure: LOCK_UNREADABLE };
      // The lock is written first: without one there is nothing beside it either.
      return kept.kind === 'none' ? { kind: 'new' } : { kind: 'locked', by: this.#waysInto(kept.lock) };
    } finally {
      await inner.close();
    }
  }

  /** The key of the open device; without where it keeps nothing, or is not open. */
  get deviceKey(): Uint8Array | undefined {
    return this.#opened?.deviceKey;
  }

  get waysIn(): readonly WayIn[] {
    return this.#opened === undefined ? [] : this.#waysInto(this.#opened.lock);
  }

  /** Of somebody new here. Throws what is wrong with a passphrase. */
  async create(keeping: Keeping): Promise<Storage> {
    if (keeping.kind === 'nothing') return new MemoryStorage();
    const { lock: empty, deviceKey } = createLock(this.#random);
    const lock = await this.#plus(empty, deviceKey, keeping);
    await this.#disk.erase();
    const inner = await this.#disk.open();
    await writeLock(inner, lock);
    return await this.#encrypted({ inner, deviceKey, lock });
  }

  async unlock(key: Key): Promise<Storage | 'wrong'> {
    return await this.#openIf((lock) => unlocked(lock, key));
  }

  /** With the device key itself, from a worker that had it. `wrong`: it is another device's. */
  async resume(deviceKey: Uint8Array): Promise<Storage | 'wrong'> {
    return await this.#openIf(async (lock) =>
      isDeviceKeyOf(lock, deviceKey) ? { kind: 'open', deviceKey } : { kind: 'wrong' },
    );
  }

  /** Whether this opens the device: asked of an open one, before something is shown that is not for whoever finds it. */
  async isRight(key: Key): Promise<boolean> {
    return (await unlocked(this.#open().lock, key)).kind === 'open';
  }

  /**
   * Asks for the old one, though the device is open: whoever finds it so should not make it theirs. Throws what is wrong
   * with the new one.
   */
  async changePassphrase({ from, to }: { readonly from: string; readonly to: string }): Promise<'changed' | 'wrong'> {
    if (!(await this.isRight({ kind: 'passphrase', passphrase: from }))) return 'wrong';
    const { lock, deviceKey } = this.#open();
    await this.#write(lockOf(await changePassphrase(lock, { deviceKey, passphrase: to, random: this.#random })));
    return 'changed';
  }

  /** One more way in. Throws what is wrong with it. */
  async add(keeping: Exclude<Keeping, { kind: 'nothing' }>): Promise<void> {
    const { lock, deviceKey } = this.#open();
    await this.#write(await this.#plus(lock, deviceKey, keeping));
  }

  /** The key is let go of. The storage that it opened is closed by whoever has it. */
  close(): void {
    this.#opened?.deviceKey.fill(0);
    this.#opened = undefined;
  }

  /** Everything of this profile is gone from this device. */
  async forget(): Promise<void> {
    // An open database is not erased until it is closed.
    await this.#opened?.inner.close();
    this.close();
    await this.#disk.erase();
  }

  /** Those that this host's passkeys can answer. */
  #waysInto(lock: DeviceLock): readonly WayIn[] {
    const passkeys = lock.keys.filter(isPasskey).filter(({ rpId }) => rpId === this.#rpId);
    return [
      ...(lock.keys.some(isPassphrase) ? [{ kind: 'passphrase' } as const] : []),
      ...passkeys.map(({ credentialId, salt }) => ({ kind: 'passkey', credentialId, salt }) as const),
    ];
  }

  async #openIf(open: (lock: DeviceLock) => Promise<Unlocked>): Promise<Storage | 'wrong'> {
    const inner = await this.#disk.open();
    try {
      const kept = await readLock(inner);
      const outcome: Unlocked = kept.kind === 'locked' ? await open(kept.lock) : { kind: 'wrong' };
      if (kept.kind === 'locked' && outcome.kind === 'open') {
        return await this.#encrypted({ inner, lock: kept.lock, deviceKey: outcome.deviceKey });
      }
    } catch (error) {
      await inner.close();
      throw error;
    }
    await inner.close();
    return 'wrong';
  }

  async #encrypted(opened: Opened): Promise<Storage> {
    const { inner, deviceKey } = opened;
    const storage = await EncryptedStorage.open(inner, { deviceKey, random: this.#random });
    this.#opened = opened;
    return storage;
  }

  async #plus(
    lock: DeviceLock,
    deviceKey: Uint8Array,
    keeping: { readonly kind: 'passphrase'; readonly passphrase: string } | PasskeyKeeping,
  ): Promise<DeviceLock> {
    const random = this.#random;
    if (keeping.kind === 'passphrase') {
      return lockOf(await addPassphrase(lock, { deviceKey, passphrase: keeping.passphrase, random }));
    }
    const { credentialId, output: prfOutput, salt } = keeping;
    const answer = { credentialId, prfOutput };
    return lockOf(await addPasskey(lock, { deviceKey, salt, rpId: this.#rpId, answer, random }));
  }

  async #write(lock: DeviceLock): Promise<void> {
    const opened = this.#open();
    await writeLock(opened.inner, lock);
    opened.lock = lock;
  }

  #open(): Opened {
    if (this.#opened === undefined) {
      throw new EngineFailure({ area: 'app', code: 'NOTHING_KEPT', message: 'not open, or keeps nothing' });
    }
    return this.#opened;
  }
}

async function unlocked(lock: DeviceLock, key: Key): Promise<Unlocked> {
  if (key.kind === 'passphrase') return await unlockWithPassphrase(lock, key.passphrase);
  return await unlockWithPasskey(lock, { credentialId: key.credentialId, prfOutput: key.output });
}

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
  outcome: { readonly kind: 'added' | 'changed'; readonly lock: DeviceLock } | { readonly kind: keyof typeof REFUSALS },
): DeviceLock {
  if ('lock' in outcome) return outcome.lock;
  throw new EngineFailure({ area: 'app', code: REFUSALS[outcome.kind], message: 'the device is as it was' });
}
