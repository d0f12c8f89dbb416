import { concat } from '../../base/bytes.ts';
import { fromBase64Url, fromHex } from '../../base/text-encodings.ts';
import { unshared } from './web-crypto.ts';

export const X25519_KEY_BYTES = 32;

export interface X25519KeyPair {
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
}

/**
 * The secret shared with the holder of `theirs` (RFC 7748), or `undefined` where `theirs` is no key: of another
 * length, or of small order, with which every secret would give zero.
 *
 * Not uniform: it goes through HKDF, together with both public keys, before it is a key.
 */
export async function sharedSecret(secret: Uint8Array, theirs: Uint8Array): Promise<Uint8Array | undefined> {
  const key = await importSecret(secret, false);
  if (theirs.length !== X25519_KEY_BYTES) return undefined;
  try {
    const publicKey = await crypto.subtle.importKey('raw', unshared(theirs), 'X25519', false, []);
    const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: publicKey }, key, 256));
    return shared.every((byte) => byte === 0) ? undefined : shared;
  } catch {
    // WebCrypto refuses the all-zero result with an error of its own.
    return undefined;
  }
}

export async function publicKey(secret: Uint8Array): Promise<Uint8Array> {
  const { x } = await crypto.subtle.exportKey('jwk', await importSecret(secret, true));
  const exported = fromBase64Url(x ?? '');
  if (exported?.length !== X25519_KEY_BYTES) throw new Error('WebCrypto exported no X25519 public key');
  return exported;
}

export async function keyPair(secret: Uint8Array): Promise<X25519KeyPair> {
  return { secret, publicKey: await publicKey(secret) };
}

// WebCrypto takes no bare secret: this is the fixed DER frame of a PKCS #8 X25519 key (RFC 8410, section 7).
const PKCS8_FRAME = fromHex('302e020100300506032b656e04220420') as Uint8Array;

function importSecret(secret: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (secret.length !== X25519_KEY_BYTES) throw new RangeError(`X25519 secret of ${secret.length} bytes`);
  const pkcs8 = unshared(concat(PKCS8_FRAME, secret));
  return crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', extractable, ['deriveBits']);
}
