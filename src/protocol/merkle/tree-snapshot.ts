import { decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { bytes, struct, uint } from '../codec/shapes.ts';
import { FRONTIER_BYTES_MAX, type Frontier, frontierCodec } from './frontier.ts';
import { HASH_BYTES } from './hashing.ts';
import { MerkleTree } from './merkle-tree.ts';

/** A record of more items is started anew from a frontier; 2^24 leaves are half a gigabyte of snapshot. */
export const SNAPSHOT_LEAVES_MAX = 2 ** 24;
const SNAPSHOT_BYTES_MAX = 64 + FRONTIER_BYTES_MAX + SNAPSHOT_LEAVES_MAX * HASH_BYTES;

const snapshot = struct('tree snapshot', {
  version: uint('version', { min: 1, max: 1 }),
  start: frontierCodec,
  leaves: bytes('leaves', { max: SNAPSHOT_LEAVES_MAX * HASH_BYTES }),
});

/** `[1, frontier at the start, leaf hashes since]`: what a device keeps, not what it sends. */
export function encodeTree(tree: MerkleTree): Uint8Array {
  const leaves = new Uint8Array((tree.size - tree.start) * HASH_BYTES);
  for (let i = tree.start as number; i < tree.size; i++) {
    leaves.set(tree.leafHash(i) as Uint8Array, (i - tree.start) * HASH_BYTES);
  }
  return encode(snapshot, { version: 1, start: tree.frontierAt(tree.start) as Frontier, leaves });
}

/** Throws a CodecError. Hashes every inner node again: about a tenth of a second for 100,000 leaves. */
export function decodeTree(encoded: Uint8Array): MerkleTree {
  const { start, leaves } = decode(snapshot, encoded, SNAPSHOT_BYTES_MAX);
  if (leaves.length % HASH_BYTES !== 0) throw new CodecError('WRONG_SHAPE', 'tree snapshot: a part of a hash');
  const tree = new MerkleTree(start);
  for (let at = 0; at < leaves.length; at += HASH_BYTES) tree.append(leaves.subarray(at, at + HASH_BYTES));
  return tree;
}
