import { concat, EMPTY } from '../../base/bytes.ts';
import type { ChannelId, SeatId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import type { Rule } from '../charter/ground-rules.ts';
import { type Codec, decode, encode } from '../codec/codec.ts';
import { readable } from '../codec/readable.ts';
import { fixed, id, list, optional, struct, text, uint } from '../codec/shapes.ts';
import { versioned } from '../codec/versioned.ts';
import { AES_GCM_NONCE_BYTES, AES_GCM_TAG_BYTES, open, seal } from '../crypto/aes-gcm.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { domain } from '../domain.ts';
import { pad, paddedLength, unpad } from '../seal/padding.ts';
import { ORIGIN_BYTES_MAX, VAULT_ITEM_BYTES_MAX } from '../wire/limits.ts';
import { type Anchor, anchor } from './anchor.ts';
import { type ChannelKeyGeneration, channelKeys } from './channel-keys.ts';
import { JoiningError } from './joining-error.ts';
import { SHARE_KEYS_MAX } from './limits.ts';
import { type EpochSecret, recordSecrets } from './record-secrets.ts';
import type { VaultItemKeys } from './vault-keys.ts';

/** The private half of a party's share key, by its generation. */
export interface ShareKeySecret {
  readonly generation: number;
  readonly secret: Uint8Array;
}

/** What makes a new phone and the phrase a whole participant again, in one channel. */
export interface VaultItem {
  /** Of this item, from 1; the venue keeps the newest. */
  readonly version: number;
  readonly seat: SeatId;
  readonly seatSecret: Uint8Array;
  readonly channel: ChannelId;
  /** The venue's origin. */
  readonly venue: string;
  /** All that this seat knows. */
  readonly channelKeys: readonly ChannelKeyGeneration[];
  /** Empty for a channel off the record. `[VAULT-3]` */
  readonly recordSecrets: readonly EpochSecret[];
  readonly shareKeys: readonly ShareKeySecret[];
  /** The record and the channel as the seat knew them when it wrote this. `[REJOIN-2]` */
  readonly anchor: Anchor;
  /** A consent holder's Ed25519 seed. */
  readonly consentKey: Uint8Array | undefined;
}

const vaultItem: Codec<VaultItem> = versioned(
  1,
  struct('vault item', {
    version: uint('version'),
    seat: id<SeatId>('seat'),
    seatSecret: fixed('seat secret', 32),
    channel: id<ChannelId>('channel'),
    venue: text('venue', { minBytes: 1, maxBytes: ORIGIN_BYTES_MAX }),
    channelKeys,
    recordSecrets,
    shareKeys: list(
      'share keys',
      struct('share key', { generation: uint('generation'), secret: fixed('share key secret', 32) }),
      { max: SHARE_KEYS_MAX },
    ),
    anchor,
    consentKey: optional(fixed('consent key', 32)),
  }),
);

const NONCE_BYTES = 32;
const SEAL = domain('vault/seal');

/**
 * Pads and seals an item: the nonce, then the ciphertext. The venue sees its size class and nothing else.
 *
 * Refuses the record secrets of a channel off the record, so that shredding them on the devices is the end of them:
 * JoiningError `OFF_THE_RECORD`. `[VAULT-3]`
 */
export async function sealVaultItem(
  keys: VaultItemKeys,
  value: VaultItem,
  { rule, random }: { readonly rule: Rule; readonly random: Randomness },
): Promise<Uint8Array> {
  if (rule === 'off the record' && value.recordSecrets.length > 0) {
    throw new JoiningError('OFF_THE_RECORD', 'record secrets of an off-the-record channel are kept nowhere');
  }
  const plain = encode(vaultItem, value);
  const length = NONCE_BYTES + paddedLength(plain.length) + AES_GCM_TAG_BYTES;
  if (length > VAULT_ITEM_BYTES_MAX) throw new JoiningError('TOO_LARGE', `vault item of ${length} bytes`);
  const nonce = random(NONCE_BYTES);
  return concat(nonce, await seal(sealingKey(keys, nonce), ZERO_NONCE, EMPTY, pad(plain)));
}

/** `undefined` where it is another item's, was altered, or is none. */
export async function openVaultItem(keys: VaultItemKeys, sealed: Uint8Array): Promise<VaultItem | undefined> {
  if (sealed.length < NONCE_BYTES || sealed.length > VAULT_ITEM_BYTES_MAX) return undefined;
  const key = sealingKey(keys, sealed.subarray(0, NONCE_BYTES));
  const padded = await open(key, ZERO_NONCE, EMPTY, sealed.subarray(NONCE_BYTES));
  const plain = padded && unpad(padded);
  return plain && readable(() => decode(vaultItem, plain, VAULT_ITEM_BYTES_MAX));
}

// Zero nonce: the key is derived from a fresh 32-byte nonce and seals nothing else.
const ZERO_NONCE = new Uint8Array(AES_GCM_NONCE_BYTES);

const sealingKey = ({ key }: VaultItemKeys, nonce: Uint8Array) => hkdf(key, nonce, SEAL, 32);
