import { concat } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';
import { AES_GCM_NONCE_BYTES, open, seal } from '../../protocol/crypto/aes-gcm.ts';
import { hkdf } from '../../protocol/crypto/hkdf.ts';
import { deviceDomain } from '../device-domain.ts';
import { type DeviceLock, descriptionOf, isDeviceKeyOf, type LockKey, WRAPPED_BYTES } from './device-lock.ts';

const WRAPPING = {
  passphrase: deviceDomain('lock/passphrase'),
  passkey: deviceDomain('lock/passkey'),
} as const satisfies Record<LockKey['kind'], Uint8Array>;

/** A key to the device key before it wraps it. */
type Unwrapped<K extends LockKey> = Omit<K, 'wrapped'>;

/**
 * The device key under a key made from a secret (a stretched passphrase, or what a passkey answered) and the entry's
 * salt, bound to everything else that the entry says.
 */
export async function wrapped<K extends LockKey>(
  key: Unwrapped<K>,
  { secret, deviceKey, random }: { secret: Uint8Array; deviceKey: Uint8Array; random: Randomness },
): Promise<K> {
  const empty = { ...key, wrapped: new Uint8Array(WRAPPED_BYTES) } as K;
  const nonce = random(AES_GCM_NONCE_BYTES);
  const sealed = await seal(wrappingKey(empty, secret), nonce, descriptionOf(empty), deviceKey);
  return { ...empty, wrapped: concat(nonce, sealed) };
}

/**
 * `undefined` where the secret is not the one. The lock's check is held against what comes out, since GCM does not commit
 * to its key.
 */
export async function unwrapped(lock: DeviceLock, key: LockKey, secret: Uint8Array): Promise<Uint8Array | undefined> {
  const nonce = key.wrapped.subarray(0, AES_GCM_NONCE_BYTES);
  const sealed = key.wrapped.subarray(AES_GCM_NONCE_BYTES);
  const deviceKey = await open(wrappingKey(key, secret), nonce, descriptionOf(key), sealed);
  return deviceKey !== undefined && isDeviceKeyOf(lock, deviceKey) ? deviceKey : undefined;
}

function wrappingKey({ kind, salt }: LockKey, secret: Uint8Array): Uint8Array {
  return hkdf(secret, salt, WRAPPING[kind], 32);
}
