import { concat } from '../../base/bytes.ts';
import type { ChannelId } from '../../base/ids.ts';
import { decode, encode } from '../codec/codec.ts';
import { readable } from '../codec/readable.ts';
import { bytes, fixed, struct } from '../codec/shapes.ts';
import { sign, verify } from '../crypto/ed25519.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { HANDSHAKE_MESSAGE_BYTES_MAX } from '../handshake/limits.ts';
import { openUnder, sealUnder, type UnderChannelKey } from './channel-key.ts';

const EXTERNAL_COMMIT = domain('external-commit');
const REJOIN = domain('rejoin');
const REJOIN_PSK = domain('rejoin-psk');

/** A device comes back with its seat's keys alone: an MLS PublicMessage, and the seat's word that it is its own. */
export interface ExternalCommit {
  readonly publicMessage: Uint8Array;
  readonly signature: Uint8Array;
}

const externalCommit = struct('external commit', {
  publicMessage: bytes('public message', { min: 1, max: HANDSHAKE_MESSAGE_BYTES_MAX }),
  signature: fixed('signature', 64),
});

/** A Handshake's `message`, where it is external: the venue sees neither the message nor whose it is. */
export function sealExternalCommit(under: UnderChannelKey, value: ExternalCommit): Promise<Uint8Array> {
  return sealUnder(EXTERNAL_COMMIT, under, encode(externalCommit, value));
}

/** `undefined` where it does not open, or is no external commit. The signature is still to be verified. */
export async function openExternalCommit(
  under: UnderChannelKey,
  sealed: Uint8Array,
): Promise<ExternalCommit | undefined> {
  const plain = await openUnder(EXTERNAL_COMMIT, under, sealed);
  return plain && readable(() => decode(externalCommit, plain, HANDSHAKE_MESSAGE_BYTES_MAX));
}

const statement = (channel: ChannelId, publicMessage: Uint8Array) => concat(REJOIN, channel, sha256(publicMessage));

/** With the seat's signing key. `[AUTH-5]` */
export function signRejoin(signSeed: Uint8Array, channel: ChannelId, publicMessage: Uint8Array): Promise<Uint8Array> {
  return sign(signSeed, statement(channel, publicMessage));
}

export function verifyRejoin(signKey: Uint8Array, channel: ChannelId, commit: ExternalCommit): Promise<boolean> {
  return verify(signKey, commit.signature, statement(channel, commit.publicMessage));
}

/** The pre-shared key that an external commit proves to hold: whoever was removed has only older ones. */
export function rejoinPsk(channelKey: Uint8Array, channel: ChannelId): { id: Uint8Array; secret: Uint8Array } {
  return { id: concat(REJOIN, channel), secret: hkdf(channelKey, channel, REJOIN_PSK, 32) };
}
