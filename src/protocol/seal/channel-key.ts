import { concat, uint64 } from '../../base/bytes.ts';
import type { ChannelId, SeatId } from '../../base/ids.ts';
import { AES_GCM_NONCE_BYTES, open, seal } from '../crypto/aes-gcm.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { HPKE_OVERHEAD_BYTES, hpkeOpen, hpkeSeal } from '../crypto/hpke.ts';
import { domain } from '../domain.ts';

export const CHANNEL_KEY_BYTES = 32;

/** Stands in for a handshake's id in the founding, which has none. */
export const FOUNDING_ID = new Uint8Array(16);

const GROUP_INFO = domain('group-info');
const CHANNEL_KEY = domain('channel-key');

/** Which message of which channel is sealed, under which key known to its members and not to the venue. */
export interface UnderChannelKey {
  readonly channelKey: Uint8Array;
  readonly channel: ChannelId;
  /** The handshake's. A message that was made again gets a new id: the key derived from it seals once. */
  readonly handshake: Uint8Array;
}

/** For members who lost their state: holds the ratchet tree and the external public key of the next epoch. */
export function sealGroupInfo(under: UnderChannelKey, groupInfo: Uint8Array): Promise<Uint8Array> {
  return sealUnder(GROUP_INFO, under, groupInfo);
}

/** `undefined` where it was sealed under another channel key, for another handshake, or altered. */
export function openGroupInfo(under: UnderChannelKey, sealed: Uint8Array): Promise<Uint8Array | undefined> {
  return openUnder(GROUP_INFO, under, sealed);
}

/** A renewed channel key for one remaining seat. */
export interface Wrapping {
  readonly channel: ChannelId;
  /** Of the renewed key. */
  readonly generation: number;
  readonly seat: SeatId;
}

/** For a static key that is no key: zeros, which nobody opens. One such seat must not keep others from being removed. */
export async function wrapChannelKey(of: Wrapping, staticKey: Uint8Array, channelKey: Uint8Array): Promise<Uint8Array> {
  try {
    return await hpkeSeal(staticKey, wrappingInfo(of), of.seat, channelKey);
  } catch {
    return new Uint8Array(CHANNEL_KEY_BYTES + HPKE_OVERHEAD_BYTES);
  }
}

/** `undefined` where it is another seat's, another generation's, or was altered. */
export async function unwrapChannelKey(
  of: Wrapping,
  staticSecret: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array | undefined> {
  const channelKey = await hpkeOpen(staticSecret, wrappingInfo(of), of.seat, wrapped);
  return channelKey?.length === CHANNEL_KEY_BYTES ? channelKey : undefined;
}

const wrappingInfo = ({ channel, generation }: Wrapping) => concat(CHANNEL_KEY, channel, uint64(generation));

export function sealUnder(purpose: Uint8Array, under: UnderChannelKey, plain: Uint8Array): Promise<Uint8Array> {
  return seal(keyFor(purpose, under), ZERO_NONCE, concat(under.channel, under.handshake), plain);
}

export function openUnder(
  purpose: Uint8Array,
  under: UnderChannelKey,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  return open(keyFor(purpose, under), ZERO_NONCE, concat(under.channel, under.handshake), sealed);
}

// Zero nonce: each key is derived for one message.
const ZERO_NONCE = new Uint8Array(AES_GCM_NONCE_BYTES);

const keyFor = (purpose: Uint8Array, { channelKey, handshake }: UnderChannelKey) =>
  hkdf(channelKey, handshake, purpose, 32);
