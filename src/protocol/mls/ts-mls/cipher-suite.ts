import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type CiphersuiteImpl, type CiphersuiteName, defaultCryptoProvider, getCiphersuiteFromName } from 'ts-mls';
import { equalSecret } from '../../../base/bytes.ts';

export const SUITE: CiphersuiteName = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519';

/** From here on WebCrypto's digest is faster in spite of its hop to another thread. */
const LARGE_BYTES = 16 * 1024;

/**
 * WebCrypto for all that has a private key or encrypts; noble for hashing.
 *
 * An epoch takes thousands of hashes of a few dozen bytes, where WebCrypto costs 50 to 80 µs each for
 * handing them to another thread and noble 1 to 10.
 */
export async function createCipherSuite(): Promise<CiphersuiteImpl> {
  const native = await defaultCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(SUITE));
  return {
    ...native,
    kdf: {
      size: sha256.outputLen,
      extract: async (salt, ikm) => extract(sha256, ikm, salt),
      expand: async (prk, info, length) => expand(sha256, prk, info, length),
    },
    hash: {
      digest: async (data) => (data.length < LARGE_BYTES ? sha256(data) : native.hash.digest(data)),
      mac: async (key, data) => hmac(sha256, key, data),
      verifyMac: async (key, mac, data) => equalSecret(hmac(sha256, key, data), mac),
    },
  };
}
