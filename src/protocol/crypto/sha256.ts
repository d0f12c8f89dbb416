import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

export const SHA256_BYTES = 32;

/** SHA-256 of the parts one after the other. Whoever hashes parts of varying length must frame them first. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return nobleSha256(first);
  const hash = nobleSha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}
