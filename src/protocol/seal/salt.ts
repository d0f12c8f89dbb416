import { concat } from '../../base/bytes.ts';
import type { ChannelId, EntryId } from '../../base/ids.ts';
import { SALT_BYTES } from '../commitment/commitment.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { domain } from '../domain.ts';

const SALT = domain('salt');

/** The salt of an attributed entry: its author, and nobody else, can make it again. `[COMMIT-1]` */
export function entrySalt(saltKey: Uint8Array, channel: ChannelId, entry: EntryId): Uint8Array {
  return hkdf(saltKey, entry, concat(SALT, channel), SALT_BYTES);
}
