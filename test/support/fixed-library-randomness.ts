import nodeCrypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Randomness } from '../../src/base/ports.ts';
import { fromHex } from '../../src/base/text-encodings.ts';

const PKCS8_FRAME = fromHex('302e020100300506032b656e04220420') as Uint8Array;
const BASE_POINT = new Uint8Array(32).with(0, 9);

/**
 * Runs `work` with the libraries that draw their own randomness (HPKE's ephemeral keys, Shamir's coefficients) fed
 * from `random`, so that vectors come out the same each time. In Node only, and never outside of making vectors.
 */
export async function withFixedLibraryRandomness<T>(random: Randomness, work: () => Promise<T>): Promise<T> {
  const { randomBytes } = nodeCrypto;
  const { generateKey } = crypto.subtle;
  const fixedBytes = (length: number) => Buffer.from(random(length).buffer as ArrayBuffer);
  nodeCrypto.randomBytes = fixedBytes as unknown as typeof randomBytes;
  crypto.subtle.generateKey = (async () => await ephemeralKeyPair(random(32))) as unknown as typeof generateKey;
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    nodeCrypto.randomBytes = randomBytes;
    crypto.subtle.generateKey = generateKey;
    syncBuiltinESMExports();
  }
}

async function ephemeralKeyPair(secret: Uint8Array): Promise<CryptoKeyPair> {
  const pkcs8 = Uint8Array.of(...PKCS8_FRAME, ...secret);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits']);
  const base = await crypto.subtle.importKey('raw', BASE_POINT, 'X25519', true, []);
  const raw = await crypto.subtle.deriveBits({ name: 'X25519', public: base }, privateKey, 256);
  return { privateKey, publicKey: await crypto.subtle.importKey('raw', raw, 'X25519', true, []) };
}
