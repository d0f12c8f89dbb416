import type { Codec } from '../codec/codec.ts';
import { fixed, list, struct } from '../codec/shapes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { KEY_ID_BYTES, MAC_BYTES, MACS_MAX } from './limits.ts';

/** An epoch authentication key, made known to each seat under a MAC that the seat could have made itself. */
export interface Announcement {
  readonly authKey: Uint8Array;
  readonly ephemeral: Uint8Array;
  /** One a seat, in the charter's order, the author's own included: its other devices check that one. */
  readonly macs: readonly Uint8Array[];
}

export const announcement: Codec<Announcement> = struct('announcement', {
  authKey: fixed('auth key', 32),
  ephemeral: fixed('ephemeral', 32),
  macs: list('macs', fixed('mac', MAC_BYTES), { min: 1, max: MACS_MAX }),
});

const AUTH_KEY = domain('auth-key');

/** How entries name an epoch authentication key that was announced before. */
export function authKeyId(authKey: Uint8Array): Uint8Array {
  return sha256(AUTH_KEY, authKey).subarray(0, KEY_ID_BYTES);
}
