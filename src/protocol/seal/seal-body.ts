import type { Randomness } from '../../base/ports.ts';
import { encode } from '../codec/codec.ts';
import { AES_GCM_NONCE_BYTES, seal } from '../crypto/aes-gcm.ts';
import { encodeEnvelope } from '../entry/envelope.ts';
import { type Header, headerBytes } from '../entry/header.ts';
import { PAYLOAD_BYTES_MAX } from '../entry/limits.ts';
import { type Body, body } from './body.ts';
import { pad } from './padding.ts';
import { entryKeys } from './record-keys.ts';
import { SealError } from './seal-error.ts';

/** The item's bytes: the body padded and encrypted under a key of its own, the header beside it. `[SEAL-4]` */
export async function sealBody(
  header: Header,
  plain: Body,
  by: { readonly recordSecret: Uint8Array; readonly random: Randomness },
): Promise<Uint8Array> {
  const nonce = by.random(32);
  const { key, keyCommitment } = entryKeys(by.recordSecret, nonce);
  // Zero nonce: the key is derived from a fresh 32-byte nonce and seals nothing else.
  const zero = new Uint8Array(AES_GCM_NONCE_BYTES);
  const ciphertext = await seal(key, zero, headerBytes(header), pad(encode(body, plain)));
  return encodeEnvelope({ header, nonce, keyCommitment, ciphertext });
}

export function checkPayload({ length }: Uint8Array): void {
  if (length === 0 || length > PAYLOAD_BYTES_MAX) {
    throw new SealError('PAYLOAD_SIZE', `payload of ${length} bytes, at most ${PAYLOAD_BYTES_MAX}`);
  }
}
