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
  return await (await AesGcmKey.of(key)).seal(nonce, aad, plaintext);
}

/** The plaintext, or `undefined` where key, nonce, associated data or one byte of `sealed` is not what it was. */
export async function open(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  return await (await AesGcmKey.of(key)).open(nonce, aad, sealed);
}

/** A key for many messages: given to the runtime once, which never gives it back. */
export class AesGcmKey {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** A key or nonce of another length is a fault of ours, never of what came in: that throws. */
  static async of(key: Uint8Array): Promise<AesGcmKey> {
    if (key.length !== AES_GCM_KEY_BYTES) throw new RangeError(`AES-256-GCM key of ${key.length} bytes`);
    return new AesGcmKey(await crypto.subtle.importKey('raw', unshared(key), 'AES-GCM', false, ['encrypt', 'decrypt']));
  }

  /** As the function {@link seal}. The plaintext is copied before this returns. */
  async seal(nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.encrypt(parameters(nonce, aad), this.#key, unshared(plaintext)));
  }

  /** As the function {@link open}. */
  async open(nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | undefined> {
    const checked = parameters(nonce, aad);
    if (sealed.length < AES_GCM_TAG_BYTES) return undefined;
    try {
      return new Uint8Array(await crypto.subtle.decrypt(checked, this.#key, unshared(sealed)));
    } catch {
      // WebCrypto says nothing more than that the tag does not fit.
      return undefined;
    }
  }
}

function parameters(nonce: Uint8Array, aad: Uint8Array): AesGcmParams {
  if (nonce.length !== AES_GCM_NONCE_BYTES) throw new RangeError(`AES-GCM nonce of ${nonce.length} bytes`);
  return { name: 'AES-GCM', iv: unshared(nonce), additionalData: unshared(aad), tagLength: 8 * AES_GCM_TAG_BYTES };
}
