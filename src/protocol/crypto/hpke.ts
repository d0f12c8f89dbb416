import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat } from '../../base/bytes.ts';
import { unshared } from './web-crypto.ts';

const HPKE_ENC_BYTES = 32;
/** How much longer than its plaintext a sealed text is: the encapsulated key and the tag. */
export const HPKE_OVERHEAD_BYTES = HPKE_ENC_BYTES + 16;

// Without state of its own: contexts are made for each call.
const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });

/**
 * RFC 9180 base mode, one message: the encapsulated key, then the ciphertext.
 *
 * Says nothing about who sealed it. The ephemeral key is drawn by the library.
 * Throws on a `publicKey` that is none: whoever stores a key checks it first.
 */
export async function hpkeSeal(
  publicKey: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(unshared(publicKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: unshared(info) });
  const ciphertext = await sender.seal(unshared(plaintext), unshared(aad));
  return concat(new Uint8Array(sender.enc), new Uint8Array(ciphertext));
}

/** The plaintext, or `undefined` where it was sealed to another key, under other info or aad, or altered. */
export async function hpkeOpen(
  privateKey: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  const recipientKey = await suite.kem.deserializePrivateKey(unshared(privateKey));
  if (sealed.length < HPKE_OVERHEAD_BYTES) return undefined;
  try {
    const enc = unshared(sealed.slice(0, HPKE_ENC_BYTES));
    const recipient = await suite.createRecipientContext({ recipientKey, enc, info: unshared(info) });
    return new Uint8Array(await recipient.open(unshared(sealed.slice(HPKE_ENC_BYTES)), unshared(aad)));
  } catch {
    return undefined;
  }
}

/**
 * RFC 9180 auth mode, one message: only somebody with the sender's private key, or the recipient's, could have made it.
 * So it convinces the recipient, and nobody else.
 */
export async function hpkeAuthSeal(
  keys: { readonly senderSecret: Uint8Array; readonly publicKey: Uint8Array },
  info: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const [recipientPublicKey, senderKey] = await Promise.all([
    suite.kem.deserializePublicKey(unshared(keys.publicKey)),
    suite.kem.deserializePrivateKey(unshared(keys.senderSecret)),
  ]);
  const sender = await suite.createSenderContext({ recipientPublicKey, senderKey, info: unshared(info) });
  const ciphertext = await sender.seal(unshared(plaintext), unshared(aad));
  return concat(new Uint8Array(sender.enc), new Uint8Array(ciphertext));
}

/** The plaintext, or `undefined` where it is not from that sender, to another key, under other info or aad, or altered. */
export async function hpkeAuthOpen(
  keys: { readonly privateKey: Uint8Array; readonly senderKey: Uint8Array },
  info: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  const recipientKey = await suite.kem.deserializePrivateKey(unshared(keys.privateKey));
  if (sealed.length < HPKE_OVERHEAD_BYTES) return undefined;
  try {
    const senderPublicKey = await suite.kem.deserializePublicKey(unshared(keys.senderKey));
    const enc = unshared(sealed.slice(0, HPKE_ENC_BYTES));
    const recipient = await suite.createRecipientContext({ recipientKey, senderPublicKey, enc, info: unshared(info) });
    return new Uint8Array(await recipient.open(unshared(sealed.slice(HPKE_ENC_BYTES)), unshared(aad)));
  } catch {
    return undefined;
  }
}
