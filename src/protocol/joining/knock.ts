import { EMPTY } from '../../base/bytes.ts';
import { NAME_BYTES_MAX } from '../charter/limits.ts';
import { type Codec, decode, encode } from '../codec/codec.ts';
import { readable } from '../codec/readable.ts';
import { bytes, fixed, struct, text } from '../codec/shapes.ts';
import { versioned } from '../codec/versioned.ts';
import { AES_GCM_NONCE_BYTES, open, seal } from '../crypto/aes-gcm.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { sharedSecret } from '../crypto/x25519.ts';
import { domain } from '../domain.ts';
import { KNOCK_BYTES_MAX } from '../wire/limits.ts';
import type { KnockId } from '../wire/mailbox-ids.ts';
import type { Invitation } from './invitation-link.ts';
import { KEY_PACKAGE_BYTES_MAX } from './limits.ts';

/** Who asks to be seated, by their own word, and the keys that they made for it. */
export interface Knock {
  readonly name: string;
  readonly affiliation: string;
  readonly keyPackage: Uint8Array;
  readonly signKey: Uint8Array;
  readonly staticKey: Uint8Array;
  readonly accessKey: Uint8Array;
  /** For the party's share key, if the party has none yet. */
  readonly shareKey: Uint8Array;
  /** X25519: the admission is sealed to it. */
  readonly knockKey: Uint8Array;
}

export const knock: Codec<Knock> = versioned(
  1,
  struct('knock', {
    name: text('name', { maxBytes: NAME_BYTES_MAX }),
    affiliation: text('affiliation', { maxBytes: NAME_BYTES_MAX }),
    keyPackage: bytes('key package', { min: 1, max: KEY_PACKAGE_BYTES_MAX }),
    signKey: fixed('sign key', 32),
    staticKey: fixed('static key', 32),
    accessKey: fixed('access key', 32),
    shareKey: fixed('share key', 32),
    knockKey: fixed('knock key', 32),
  }),
);

const INVITATION = domain('invitation');
const KNOCK = domain('knock');

// Zero nonce: the key is derived for this one knock.
const ZERO_NONCE = new Uint8Array(AES_GCM_NONCE_BYTES);

function knockSealingKey({ invitation, secret }: Invitation, knockId: KnockId): Uint8Array {
  return hkdf(hkdf(secret, invitation, INVITATION, 32), knockId, KNOCK, 32);
}

/**
 * Seals a knock for whoever holds the same invitation. Another knock needs another id: its key seals once.
 *
 * Does not say who knocks: any holder of the link can. That is what safety words are for.
 */
export function sealKnock(invitation: Invitation, knockId: KnockId, value: Knock): Promise<Uint8Array> {
  return seal(knockSealingKey(invitation, knockId), ZERO_NONCE, EMPTY, encode(knock, value));
}

/**
 * `undefined` where it was made without the link, for another knock id, or is none. `[JOIN-1]`
 *
 * A knock whose X25519 keys are no keys is none either: whoever were seated with them could be sealed nothing.
 */
export async function openKnock(
  invitation: Invitation,
  knockId: KnockId,
  sealed: Uint8Array,
): Promise<Knock | undefined> {
  if (sealed.length > KNOCK_BYTES_MAX) return undefined;
  const plain = await open(knockSealingKey(invitation, knockId), ZERO_NONCE, EMPTY, sealed);
  const found = plain && readable(() => decode(knock, plain, KNOCK_BYTES_MAX));
  if (found === undefined) return undefined;
  const usable = await Promise.all([found.staticKey, found.shareKey, found.knockKey].map(isX25519Key));
  return usable.every(Boolean) ? found : undefined;
}

/** Any secret does: what is no key gives the same nothing with all of them. */
const ANY_SECRET = new Uint8Array(32).fill(1);

async function isX25519Key(key: Uint8Array): Promise<boolean> {
  return (await sharedSecret(ANY_SECRET, key)) !== undefined;
}
