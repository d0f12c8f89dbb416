import { nodeHash } from './hashing.ts';

/** A complete subtree: the 2^level leaves from `index` · 2^level on. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** Leaves `begin` to `end` − 1, where `begin` is a multiple of the largest power of two below the range's length. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/** Where hashes of complete subtrees come from. `undefined` is "not kept here". */
export type HashReader = (level: number, index: number) => Uint8Array | undefined;

/** The complete subtrees that a range is made of, from left to right: largest first. */
export function subtreesOf({ begin, end }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = begin; at < end; ) {
    const level = Math.floor(Math.log2(end - at));
    // Math.log2 rounds: just below a large power of two it gives the power itself.
    const fitting = 2 ** level <= end - at ? level : level - 1;
    subtrees.push({ level: fitting, index: at / 2 ** fitting });
    at += 2 ** fitting;
  }
  return subtrees;
}

/** The Merkle tree hash of a range that has at least one leaf, or `undefined` where a subtree's hash is not kept. */
export function rangeHash(range: LeafRange, read: HashReader): Uint8Array | undefined {
  const hashes = subtreesOf(range).map(({ level, index }) => read(level, index));
  return hashes.reduceRight((right, left) => left && right && nodeHash(left, right));
}

/** The largest power of two smaller than `size`, which is at least 2: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
