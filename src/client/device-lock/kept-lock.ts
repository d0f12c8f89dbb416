import type { Storage } from '../storage/storage.ts';
import { type DeviceLock, decodeLock, encodeLock } from './device-lock.ts';

/** In clear, beside the rows of the encrypted storage, none of which is named so. */
const LOCK = 'lock';

export type KeptLock =
  | { readonly kind: 'locked'; readonly lock: DeviceLock }
  /** A device that nobody has used yet, or one that was never locked. */
  | { readonly kind: 'none' }
  /** Altered, or of another version. What stands beside it is not lost while a copy of the lock is somewhere. */
  | { readonly kind: 'unreadable' };

/** From the inner storage, before the encrypted one is opened. */
export async function readLock(inner: Storage): Promise<KeptLock> {
  const bytes = await inner.get(LOCK);
  if (bytes === undefined) return { kind: 'none' };
  const lock = decodeLock(bytes);
  return lock === undefined ? { kind: 'unreadable' } : { kind: 'locked', lock };
}

/** Takes the place of the older lock, in one write. A new device's comes before anything else that it keeps. */
export async function writeLock(inner: Storage, lock: DeviceLock): Promise<void> {
  await inner.write({ put: { [LOCK]: encodeLock(lock) } });
}
