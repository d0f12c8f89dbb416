import { equal } from '../../base/bytes.ts';
import type { DeviceLock, LockKey } from './device-lock.ts';

/**
 * Never the last one: with it would go all that the device remembers. The device key stays as it is: see
 * {@link DeviceLock} for what an older copy still opens.
 */
export function removeKey(
  lock: DeviceLock,
  { salt }: Pick<LockKey, 'salt'>,
): { readonly kind: 'removed'; readonly lock: DeviceLock } | { readonly kind: 'last-key' | 'unknown-key' } {
  const keys = lock.keys.filter((key) => !equal(key.salt, salt));
  if (keys.length === lock.keys.length) return { kind: 'unknown-key' };
  return keys.length === 0 ? { kind: 'last-key' } : { kind: 'removed', lock: { ...lock, keys } };
}
