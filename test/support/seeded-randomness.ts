import { concat, uint64, utf8 } from '../../src/base/bytes.ts';
import type { Randomness } from '../../src/base/ports.ts';
import { sha256 } from '../../src/protocol/crypto/sha256.ts';

/** The same bytes for the same seed: for tests and vectors, and for nothing else. */
export function seededRandomness(seed: string): Randomness {
  let block = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      bytes.set(sha256(concat(utf8(seed), uint64(block++))).subarray(0, length - at), at);
    }
    return bytes;
  };
}
