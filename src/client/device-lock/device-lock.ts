import { EMPTY, equalSecret } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Codec, type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { readable } from '../../protocol/codec/readable.ts';
import { bytes, fixed, list, struct, tagged, text, uint } from '../../protocol/codec/shapes.ts';
import { versioned } from '../../protocol/codec/versioned.ts';
import { AES_GCM_NONCE_BYTES, AES_GCM_TAG_BYTES } from '../../protocol/crypto/aes-gcm.ts';
import { hkdf } from '../../protocol/crypto/hkdf.ts';
import { areDistinct, refined } from '../../protocol/disclosure/refined.ts';
import { DEVICE_KEY_BYTES, deviceDomain } from '../device-domain.ts';
import {
  CREDENTIAL_ID_BYTES_MAX,
  LOCK_BYTES_MAX,
  LOCK_KEYS_MAX,
  RP_ID_BYTES_MAX,
  STRETCH_LANES_MAX,
  STRETCH_MEMORY_KIB_MAX,
  STRETCH_MEMORY_KIB_MIN,
  STRETCH_PASSES_MAX,
  STRETCH_WORK_KIB_MAX,
  STRETCH_WORK_KIB_MIN,
} from './limits.ts';
import { LockError } from './lock-error.ts';

export const SALT_BYTES = 32;
export const WRAPPED_BYTES = AES_GCM_NONCE_BYTES + DEVICE_KEY_BYTES + AES_GCM_TAG_BYTES;

/** Refused beyond both ends: a disk must neither make the device hash for an hour, nor hash for nothing. */
const costs = refined(
  struct('costs', {
    memoryKiB: uint('memory', { min: STRETCH_MEMORY_KIB_MIN, max: STRETCH_MEMORY_KIB_MAX }),
    passes: uint('passes', { min: 1, max: STRETCH_PASSES_MAX }),
    lanes: uint('lanes', { min: 1, max: STRETCH_LANES_MAX }),
  }),
  ({ memoryKiB, passes }) => {
    const work = memoryKiB * passes;
    return work < STRETCH_WORK_KIB_MIN || work > STRETCH_WORK_KIB_MAX ? `${work} KiB of work` : undefined;
  },
);

/** One way to the device key. Its salt is random and nobody else's, and so tells it from the others. */
const lockKey = tagged(
  'key',
  { passphrase: 1, passkey: 2 },
  {
    passphrase: struct('passphrase', {
      salt: fixed('salt', SALT_BYTES),
      costs,
      wrapped: fixed('wrapped device key', WRAPPED_BYTES),
    }),
    passkey: struct('passkey', {
      /** What the authenticator is asked about: WebAuthn's PRF input. */
      salt: fixed('salt', SALT_BYTES),
      credentialId: bytes('credential id', { min: 1, max: CREDENTIAL_ID_BYTES_MAX }),
      /** The venue's host, where the passkey was made and answers. */
      rpId: text('host', { minBytes: 1, maxBytes: RP_ID_BYTES_MAX }),
      wrapped: fixed('wrapped device key', WRAPPED_BYTES),
    }),
  },
);

export type LockKey = Decoded<typeof lockKey>;
export type PassphraseKey = LockKey & { readonly kind: 'passphrase' };
export type PasskeyKey = LockKey & { readonly kind: 'passkey' };

/**
 * What stands beside an encrypted storage in clear: the device key, wrapped once for each way to it.
 *
 * Says to whoever reads it that there is a passphrase, how many passkeys there are, and for which host. There is at most
 * one passphrase, so that a try costs one stretching. An older copy of a lock still opens: a passphrase that was changed,
 * or a key that was removed, opens nothing new, but for a thief with such a copy it opens the device.
 */
export interface DeviceLock {
  /** By which a device key that was unwrapped is known to be the one. Tells nothing of it. */
  readonly check: Uint8Array;
  /** One at least, once it is written down. */
  readonly keys: readonly LockKey[];
}

const deviceLock: Codec<DeviceLock> = versioned(
  1,
  refined(
    struct('device lock', {
      check: fixed('check', 32),
      keys: list('keys', lockKey, { min: 1, max: LOCK_KEYS_MAX }),
    }),
    ({ keys }) => {
      if (keys.filter(isPassphrase).length > 1) return 'two passphrases';
      if (!areDistinct(keys.map(({ salt }) => toHex(salt)))) return 'a salt twice';
      if (!areDistinct(keys.filter(isPasskey).map(({ credentialId }) => toHex(credentialId)))) return 'a passkey twice';
      return undefined;
    },
  ),
);

const CHECK = deviceDomain('lock/check');

/** A new device key, and a lock that nobody has a key to yet. */
export function createLock(random: Randomness): { readonly lock: DeviceLock; readonly deviceKey: Uint8Array } {
  const deviceKey = random(DEVICE_KEY_BYTES);
  return { lock: { check: checkOf(deviceKey), keys: [] }, deviceKey };
}

/** Throws CodecError for a lock without keys: what it stands beside would be lost. */
export function encodeLock(lock: DeviceLock): Uint8Array {
  return encode(deviceLock, lock);
}

/** `undefined` where these bytes are no lock of this version, or ask for costs that no lock is made with. */
export function decodeLock(bytes: Uint8Array): DeviceLock | undefined {
  return readable(() => decode(deviceLock, bytes, LOCK_BYTES_MAX));
}

/** What a key says besides the wrapped device key: associated data of that. */
export function descriptionOf(key: LockKey): Uint8Array {
  return encode(lockKey, { ...key, wrapped: new Uint8Array(WRAPPED_BYTES) });
}

export function isPassphrase(key: LockKey): key is PassphraseKey {
  return key.kind === 'passphrase';
}

export function isPasskey(key: LockKey): key is PasskeyKey {
  return key.kind === 'passkey';
}

export function isDeviceKeyOf(lock: DeviceLock, deviceKey: Uint8Array): boolean {
  return deviceKey.length === DEVICE_KEY_BYTES && equalSecret(checkOf(deviceKey), lock.check);
}

/** Throws LockError `NOT_ITS_DEVICE_KEY`: a key to another device key would open nothing. */
export function requireDeviceKeyOf(lock: DeviceLock, deviceKey: Uint8Array): void {
  if (!isDeviceKeyOf(lock, deviceKey)) throw new LockError('NOT_ITS_DEVICE_KEY', 'the device key of another lock');
}

function checkOf(deviceKey: Uint8Array): Uint8Array {
  return hkdf(deviceKey, EMPTY, CHECK, 32);
}
