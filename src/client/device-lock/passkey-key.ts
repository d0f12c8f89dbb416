import { equal } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';
import { type DeviceLock, isPasskey, type PasskeyKey, requireDeviceKeyOf } from './device-lock.ts';
import { LOCK_KEYS_MAX } from './limits.ts';
import type { Unlocked } from './unlocked.ts';
import { unwrapped, wrapped } from './wrapping.ts';

/** WebAuthn's PRF gives 32 bytes, the same again for the same credential and salt, and for nobody else. */
const PRF_BYTES = 32;

/** What an authenticator answered, and to what. */
export interface PasskeyAnswer {
  readonly credentialId: Uint8Array;
  readonly prfOutput: Uint8Array;
}

/**
 * `salt` is what the authenticator was asked about: 32 random bytes, made for this key. Throws LockError
 * `NOT_ITS_DEVICE_KEY`.
 */
export async function addPasskey(
  lock: DeviceLock,
  {
    deviceKey,
    salt,
    rpId,
    answer,
    random,
  }: { deviceKey: Uint8Array; salt: Uint8Array; rpId: string; answer: PasskeyAnswer; random: Randomness },
): Promise<{ readonly kind: 'added'; readonly lock: DeviceLock } | { readonly kind: 'has-it' | 'full' }> {
  requireDeviceKeyOf(lock, deviceKey);
  const { credentialId, prfOutput } = answer;
  requirePrf(prfOutput);
  if (passkeyOf(lock, credentialId) !== undefined) return { kind: 'has-it' };
  if (lock.keys.length >= LOCK_KEYS_MAX) return { kind: 'full' };
  const of = { kind: 'passkey', salt, credentialId, rpId } as const;
  const key = await wrapped<PasskeyKey>(of, { secret: prfOutput, deviceKey, random });
  return { kind: 'added', lock: { ...lock, keys: [...lock.keys, key] } };
}

export async function unlockWithPasskey(
  lock: DeviceLock,
  { credentialId, prfOutput }: PasskeyAnswer,
): Promise<Unlocked> {
  requirePrf(prfOutput);
  const key = passkeyOf(lock, credentialId);
  const deviceKey = key && (await unwrapped(lock, key, prfOutput));
  return deviceKey === undefined ? { kind: 'wrong' } : { kind: 'open', deviceKey };
}

function passkeyOf(lock: DeviceLock, credentialId: Uint8Array): PasskeyKey | undefined {
  return lock.keys.filter(isPasskey).find((key) => equal(key.credentialId, credentialId));
}

function requirePrf(prfOutput: Uint8Array): void {
  if (prfOutput.length !== PRF_BYTES) throw new RangeError(`PRF output of ${prfOutput.length} bytes`);
}
