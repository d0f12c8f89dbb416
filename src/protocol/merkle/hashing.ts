import { EMPTY } from '../../base/bytes.ts';
import { SHA256_BYTES, sha256 } from '../crypto/sha256.ts';

export const HASH_BYTES = SHA256_BYTES;

// RFC 6962, section 2.1. The two prefixes keep a node from passing for a leaf.
const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Uint8Array = sha256(EMPTY);

export function leafHash(data: Uint8Array): Uint8Array {
  return sha256(LEAF, data);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}
