import { concat } from '../../base/bytes.ts';
import type { ChannelId, Commitment } from '../../base/ids.ts';
import { sign, verify } from '../crypto/ed25519.ts';
import { domain } from '../domain.ts';

const ON_THE_RECORD = domain('on-the-record');

const statement = (channel: ChannelId, commitment: Commitment) => concat(ON_THE_RECORD, channel, commitment);

/**
 * An author's signature over channel and commitment only: without the salt it proves no text. `[AUTHN-3]`
 */
export function signOnTheRecord(signSeed: Uint8Array, channel: ChannelId, commitment: Commitment): Promise<Uint8Array> {
  return sign(signSeed, statement(channel, commitment));
}

export function verifyOnTheRecord(
  signKey: Uint8Array,
  channel: ChannelId,
  commitment: Commitment,
  signature: Uint8Array,
): Promise<boolean> {
  return verify(signKey, signature, statement(channel, commitment));
}
