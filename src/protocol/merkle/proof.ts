import { type HashReader, type LeafRange, rangeHash, splitOf } from './subtree.ts';

/** Hashes in the order of RFC 6962, section 2.1: from the leaf upwards. */
export type Proof = readonly Uint8Array[];

/** The ranges whose hashes prove that leaf `index` is in the tree of `size`; `undefined` where it is not. */
export function inclusionRanges(index: number, size: number): LeafRange[] | undefined {
  if (!isCount(index) || !isCount(size) || index >= size) return undefined;
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose hashes prove that the tree of `to` extends the tree of `from`; `undefined` where it cannot. */
export function consistencyRanges(from: number, to: number): LeafRange[] | undefined {
  if (!isCount(from) || !isCount(to) || from > to) return undefined;
  if (from === 0 || from === to) return [];
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = to;
  while (end !== from) {
    const middle = begin + splitOf(end - begin);
    if (from <= middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
    }
  }
  // A whole left part of the new tree is the old root, which the verifier has.
  if (begin > 0) ranges.push({ begin, end });
  return ranges.reverse();
}

/** RFC 6962, section 2.1.1. `undefined` where the leaf is not in the tree or a hash is not kept. */
export function inclusionProof(index: number, size: number, read: HashReader): Proof | undefined {
  return hashesOf(inclusionRanges(index, size), read);
}

/** RFC 6962, section 2.1.2. Empty from nothing, and from a size to itself. */
export function consistencyProof(from: number, to: number, read: HashReader): Proof | undefined {
  return hashesOf(consistencyRanges(from, to), read);
}

function hashesOf(ranges: readonly LeafRange[] | undefined, read: HashReader): Proof | undefined {
  if (ranges === undefined) return undefined;
  const hashes: Uint8Array[] = [];
  for (const range of ranges) {
    const hash = rangeHash(range, read);
    if (hash === undefined) return undefined;
    hashes.push(hash.slice());
  }
  return hashes;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
