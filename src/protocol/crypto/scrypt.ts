import { scryptAsync } from '@noble/hashes/scrypt.js';

/** scrypt (RFC 7914) with r = 8, p = 1. Takes 2^costLog2 KiB of memory, and gives way to other work while it runs: as `argon2id`. */
export function scrypt(
  password: Uint8Array,
  salt: Uint8Array,
  { costLog2, length }: { readonly costLog2: number; readonly length: number },
): Promise<Uint8Array> {
  return scryptAsync(password, salt, { N: 2 ** costLog2, r: 8, p: 1, dkLen: length });
}
