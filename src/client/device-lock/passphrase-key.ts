import type { Randomness } from '../../base/ports.ts';
import { type Argon2idCosts, argon2id } from '../../protocol/crypto/argon2id.ts';
import { deviceDomain } from '../device-domain.ts';
import { type DeviceLock, isPassphrase, type PassphraseKey, requireDeviceKeyOf, SALT_BYTES } from './device-lock.ts';
import { LOCK_KEYS_MAX, PASSPHRASE_BYTES_MAX } from './limits.ts';
import { type PassphraseFault, passphraseBytes, passphraseFault } from './passphrase.ts';
import type { Unlocked } from './unlocked.ts';
import { unwrapped, wrapped } from './wrapping.ts';

/** RFC 9106's second recommended option: 0.75 s in Chromium and in Node, where the project is tested. */
const COSTS: Argon2idCosts = { memoryKiB: 64 * 1024, passes: 3, lanes: 4 };

const STRETCH = deviceDomain('lock/stretch');

type Added = { readonly kind: 'added'; readonly lock: DeviceLock };

/** Throws LockError `NOT_ITS_DEVICE_KEY`. */
export async function addPassphrase(
  lock: DeviceLock,
  { deviceKey, passphrase, random }: { deviceKey: Uint8Array; passphrase: string; random: Randomness },
): Promise<Added | PassphraseFault | { readonly kind: 'has-one' } | { readonly kind: 'full' }> {
  requireDeviceKeyOf(lock, deviceKey);
  if (lock.keys.some(isPassphrase)) return { kind: 'has-one' };
  if (lock.keys.length >= LOCK_KEYS_MAX) return { kind: 'full' };
  const fault = passphraseFault(passphrase);
  if (fault !== undefined) return fault;
  const key = await passphraseKey(passphrase, deviceKey, random);
  return { kind: 'added', lock: { ...lock, keys: [...lock.keys, key] } };
}

/**
 * Takes the device key for proof: whoever offers this to a person asks for the old passphrase first, as the app does, or a
 * device that is found open becomes the finder's. It stays as it is: see {@link DeviceLock} for what an older copy still
 * opens. Throws LockError `NOT_ITS_DEVICE_KEY`.
 */
export async function changePassphrase(
  lock: DeviceLock,
  { deviceKey, passphrase, random }: { deviceKey: Uint8Array; passphrase: string; random: Randomness },
): Promise<{ readonly kind: 'changed'; readonly lock: DeviceLock } | PassphraseFault | { readonly kind: 'has-none' }> {
  requireDeviceKeyOf(lock, deviceKey);
  if (!lock.keys.some(isPassphrase)) return { kind: 'has-none' };
  const fault = passphraseFault(passphrase);
  if (fault !== undefined) return fault;
  const changed = await passphraseKey(passphrase, deviceKey, random);
  return { kind: 'changed', lock: { ...lock, keys: lock.keys.map((key) => (isPassphrase(key) ? changed : key)) } };
}

/**
 * Takes as long for a wrong passphrase as for the right one: about a second. In a browser, call it in a worker: see
 * {@link argon2id}.
 */
export async function unlockWithPassphrase(lock: DeviceLock, passphrase: string): Promise<Unlocked> {
  const key = lock.keys.find(isPassphrase);
  if (key === undefined || passphraseBytes(passphrase).length > PASSPHRASE_BYTES_MAX) return { kind: 'wrong' };
  const deviceKey = await unwrapped(lock, key, await stretched(passphrase, key));
  return deviceKey === undefined ? { kind: 'wrong' } : { kind: 'open', deviceKey };
}

async function passphraseKey(passphrase: string, deviceKey: Uint8Array, random: Randomness): Promise<PassphraseKey> {
  const key = { kind: 'passphrase', salt: random(SALT_BYTES), costs: COSTS } as const;
  return await wrapped<PassphraseKey>(key, { secret: await stretched(passphrase, key), deviceKey, random });
}

function stretched(passphrase: string, { salt, costs }: { salt: Uint8Array; costs: Argon2idCosts }) {
  return argon2id(passphraseBytes(passphrase), salt, { ...costs, length: 32, associatedData: STRETCH });
}
