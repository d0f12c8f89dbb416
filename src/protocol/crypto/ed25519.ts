import { concat } from '../../base/bytes.ts';
import { fromBase64Url, fromHex, toHex } from '../../base/text-encodings.ts';
import { isSoundPoint } from './ed25519-point.ts';
import { unshared } from './web-crypto.ts';

export const ED25519_SEED_BYTES = 32;
export const ED25519_PUBLIC_KEY_BYTES = 32;
export const ED25519_SIGNATURE_BYTES = 64;

export interface Ed25519KeyPair {
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Ed25519 (RFC 8032) by the private key's 32-byte seed. Deterministic. */
export async function sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const signature = await crypto.subtle.sign('Ed25519', await importSeed(seed, false), unshared(message));
  return new Uint8Array(signature);
}

/**
 * Whether `signature` is this key's over `message`. Never throws: whatever is not a key or not a signature is `false`.
 *
 * Refuses keys and nonces of small order and in a second spelling. WebCrypto implementations differ there,
 * and members must not differ on which commit is valid; a small-order key also "signs" any message.
 */
export async function verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  if (signature.length !== ED25519_SIGNATURE_BYTES) return false;
  if (!isSoundPoint(publicKey) || !isSoundPoint(signature.subarray(0, 32))) return false;
  try {
    const key = await verifyingKey(publicKey);
    return await crypto.subtle.verify('Ed25519', key, unshared(signature), unshared(message));
  } catch {
    // Some implementations refuse a key off the curve at import, others at verification.
    return false;
  }
}

/** Enough for all who speak in a few rooms at a time. */
const VERIFYING_KEYS_MAX = 256;
// By key, the latest to come last: a record of ten thousand entries has some dozens, and a browser takes as long to import one
// as to verify with it.
const verifyingKeys = new Map<string, CryptoKey>();

async function verifyingKey(publicKey: Uint8Array): Promise<CryptoKey> {
  const name = toHex(publicKey);
  const known = verifyingKeys.get(name);
  if (known !== undefined) return known;
  const key = await crypto.subtle.importKey('raw', unshared(publicKey), 'Ed25519', false, ['verify']);
  const [oldest] = verifyingKeys.keys();
  if (oldest !== undefined && verifyingKeys.size >= VERIFYING_KEYS_MAX) verifyingKeys.delete(oldest);
  verifyingKeys.set(name, key);
  return key;
}

export async function publicKey(seed: Uint8Array): Promise<Uint8Array> {
  const { x } = await crypto.subtle.exportKey('jwk', await importSeed(seed, true));
  const exported = fromBase64Url(x ?? '');
  if (exported?.length !== ED25519_PUBLIC_KEY_BYTES) throw new Error('WebCrypto exported no Ed25519 public key');
  return exported;
}

export async function keyPair(seed: Uint8Array): Promise<Ed25519KeyPair> {
  return { seed, publicKey: await publicKey(seed) };
}

// WebCrypto takes no bare seed: this is the fixed DER frame of a PKCS #8 Ed25519 key (RFC 8410, section 7).
const PKCS8_FRAME = fromHex('302e020100300506032b657004220420') as Uint8Array;

function importSeed(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== ED25519_SEED_BYTES) throw new RangeError(`Ed25519 seed of ${seed.length} bytes`);
  const pkcs8 = unshared(concat(PKCS8_FRAME, seed));
  return crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', extractable, ['sign']);
}
