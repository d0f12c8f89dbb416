import { unshared } from './web-crypto.ts';

export const AES_GCM_KEY_BYTES = 32;
export const AES_GCM_NONCE_BYTES = 12;
export const AES_GCM_TAG_BYTES = 16;

/**
 * AES-256-GCM: ciphertext, then the 16-byte tag.
 *
 * A nonce serves once for a key. GCM does not commit to its key: where that matters the caller
 * carries a key commitment and checks it before {@link open}.
 */
export async function seal(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const sealed = await crypto.subtle.encrypt(
    parameters(nonce, aad),
    await importKey(key, 'encrypt'),
    unshared(plaintext),
  );
  return new Uint8Array(sealed);
}

/** The plaintext, or `undefined` where key, nonce, associated data or one byte of `sealed` is not what it was. */
export async function open(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  const imported = await importKey(key, 'decrypt');
  const checked = parameters(nonce, aad);
  if (sealed.length < AES_GCM_TAG_BYTES) return undefined;
  try {
    return new Uint8Array(await crypto.subtle.decrypt(checked, imported, unshared(sealed)));
  } catch {
    // WebCrypto says nothing more than that the tag does not fit.
    return undefined;
  }
}

/** A key or nonce of another length is a fault of ours, never of what came in: that throws. */
function importKey(key: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  if (key.length !== AES_GCM_KEY_BYTES) throw new RangeError(`AES-256-GCM key of ${key.length} bytes`);
  return crypto.subtle.importKey('raw', unshared(key), 'AES-GCM', false, [usage]);
}

function parameters(nonce: Uint8Array, aad: Uint8Array): AesGcmParams {
  if (nonce.length !== AES_GCM_NONCE_BYTES) throw new RangeError(`AES-GCM nonce of ${nonce.length} bytes`);
  return { name: 'AES-GCM', iv: unshared(nonce), additionalData: unshared(aad), tagLength: 8 * AES_GCM_TAG_BYTES };
}
