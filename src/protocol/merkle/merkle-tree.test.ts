import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { checkConsistency, checkInclusion } from './check-proof.ts';
import { Frontier } from './frontier.ts';
import { EMPTY_ROOT, leafHash, nodeHash } from './hashing.ts';
import { MerkleTree } from './merkle-tree.ts';

const LEAVES = Array.from({ length: 300 }, (_, i) => leafHash(utf8(`leaf ${i}`)));

/** RFC 6962, section 2.1, word for word. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

function treeOf(count: number): MerkleTree {
  const tree = new MerkleTree();
  for (const leaf of LEAVES.slice(0, count)) tree.append(leaf);
  return tree;
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] as number) ^ (1 << (bit % 8));
  return copy;
}

const WHOLE = treeOf(LEAVES.length);
const ROOTS = Array.from({ length: LEAVES.length + 1 }, (_, size) => naiveRoot(LEAVES.slice(0, size)));

const bit = fc.nat(255);
const memberOf = fc
  .integer({ min: 1, max: LEAVES.length })
  .chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));
const growth = fc
  .integer({ min: 1, max: LEAVES.length })
  .chain((to) => fc.tuple(fc.integer({ min: 1, max: to }), fc.constant(to)));

describe('MerkleTree', () => {
  test('[RECORD-1] every root is what RFC 6962 says, as it grows and looking back', () => {
    const tree = new MerkleTree();
    expect(tree.root()).toEqual(EMPTY_ROOT);
    LEAVES.forEach((leaf, i) => {
      expect(tree.append(leaf)).toBe(i);
      expect(tree.root()).toEqual(ROOTS[i + 1]);
    });
    expect(ROOTS.map((_, size) => tree.rootAt(size))).toEqual(ROOTS);
  });

  test('sizes that it has not have no root and no proof', () => {
    const tree = treeOf(9);
    for (const size of [10, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(tree.rootAt(size)).toBeUndefined();
      expect(tree.inclusion(0, size)).toBeUndefined();
      expect(tree.consistency(1, size)).toBeUndefined();
    }
    expect(tree.inclusion(9)).toBeUndefined();
    // Every hash of this proof is there; the leaf is not.
    expect(tree.inclusion(9, 10)).toBeUndefined();
    expect(tree.inclusion(5, 5)).toBeUndefined();
    expect(tree.consistency(6, 5)).toBeUndefined();
  });

  test('what it hands out is not its own memory', () => {
    const tree = treeOf(4);
    tree.root().fill(0);
    for (const hash of tree.inclusion(1) ?? []) hash.fill(0);
    tree.frontier().hashes[0]?.fill(0);
    tree.leafHash(0)?.fill(0);
    expect(tree.root()).toEqual(ROOTS[4]);
  });

  test('a leaf hash of another length is a fault', () => {
    expect(() => new MerkleTree().append(new Uint8Array(31))).toThrow(RangeError);
  });

  test('grows past one piece of a column', () => {
    const tree = new MerkleTree();
    const frontier = new Frontier();
    for (let i = 0; i < 5000; i++) {
      const leaf = LEAVES[i % LEAVES.length] as Uint8Array;
      tree.append(leaf);
      frontier.append(leaf);
    }
    expect(tree.root()).toEqual(frontier.root());
    expect(tree.leafHash(4999)).toEqual(LEAVES[4999 % LEAVES.length]);
    expect(tree.leafHash(5000)).toBeUndefined();
  });
});

describe('proofs', () => {
  test('every inclusion proof verifies; any changed bit, index or size is refused', () => {
    fc.assert(
      fc.property(memberOf, bit, fc.nat(), fc.nat(320), ([index, size], at, which, other) => {
        const leaf = LEAVES[index] as Uint8Array;
        const proof = WHOLE.inclusion(index, size) ?? [];
        const claim = { leafHash: leaf, index, size, proof, root: ROOTS[size] as Uint8Array };
        expect(checkInclusion(claim)).toBe(true);
        expect(checkInclusion({ ...claim, root: flipped(claim.root, at) })).toBe(false);
        expect(checkInclusion({ ...claim, leafHash: flipped(leaf, at) })).toBe(false);
        if (other !== index) expect(checkInclusion({ ...claim, index: other })).toBe(false);
        if (proof.length === 0) return;
        const place = which % proof.length;
        const altered = proof.map((hash, i) => (i === place ? flipped(hash, at) : hash));
        expect(checkInclusion({ ...claim, proof: altered })).toBe(false);
        expect(checkInclusion({ ...claim, proof: proof.filter((_, i) => i !== place) })).toBe(false);
        expect(checkInclusion({ ...claim, proof: [...proof, proof[place] as Uint8Array] })).toBe(false);
      }),
    );
  });

  test('a size under which the same proof would give another root is refused with its own root', () => {
    fc.assert(
      fc.property(memberOf, fc.integer({ min: 1, max: LEAVES.length }), ([index, size], other) => {
        fc.pre(other !== size);
        const proof = WHOLE.inclusion(index, size) ?? [];
        const claim = { leafHash: LEAVES[index] as Uint8Array, index, size: other, proof };
        expect(checkInclusion({ ...claim, root: ROOTS[other] as Uint8Array })).toBe(false);
      }),
    );
  });

  test('every consistency proof verifies; any changed bit or size is refused', () => {
    fc.assert(
      fc.property(growth, bit, fc.nat(), ([from, to], at, which) => {
        const proof = WHOLE.consistency(from, to) ?? [];
        const old = { size: from, root: ROOTS[from] as Uint8Array };
        const grown = { size: to, root: ROOTS[to] as Uint8Array };
        expect(checkConsistency({ from: old, to: grown, proof })).toBe(true);
        expect(checkConsistency({ from: { ...old, root: flipped(old.root, at) }, to: grown, proof })).toBe(false);
        expect(checkConsistency({ from: old, to: { ...grown, root: flipped(grown.root, at) }, proof })).toBe(false);
        const smaller = { size: from - 1, root: ROOTS[from - 1] as Uint8Array };
        if (from > 1) expect(checkConsistency({ from: { ...smaller, root: old.root }, to: grown, proof })).toBe(false);
        if (proof.length === 0) return;
        const place = which % proof.length;
        const altered = proof.map((hash, i) => (i === place ? flipped(hash, at) : hash));
        expect(checkConsistency({ from: old, to: grown, proof: altered })).toBe(false);
        expect(checkConsistency({ from: old, to: grown, proof: proof.filter((_, i) => i !== place) })).toBe(false);
        const longer = [...proof, proof[place] as Uint8Array];
        expect(checkConsistency({ from: old, to: grown, proof: longer })).toBe(false);
      }),
    );
  });

  test('no claim, however odd, throws', () => {
    const oddNumber = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.nat(70));
    const oddHash = fc.uint8Array({ maxLength: 40 });
    const oddProof = fc.array(fc.oneof(oddHash, fc.constant(ROOTS[1] as Uint8Array)), { maxLength: 70 });
    fc.assert(
      fc.property(oddNumber, oddNumber, oddHash, oddProof, (a, b, hash, proof) => {
        const root = ROOTS[3] as Uint8Array;
        expect(checkInclusion({ leafHash: root, index: a, size: b, proof, root })).toBeTypeOf('boolean');
        expect(checkInclusion({ leafHash: hash, index: a, size: b, proof, root })).toBeTypeOf('boolean');
        expect(checkConsistency({ from: { size: a, root }, to: { size: b, root: hash }, proof })).toBeTypeOf('boolean');
      }),
    );
  });

  test('sizes past 32 bits are proven as others are', () => {
    // The tree's right edge only: 2^40 leaves in one subtree, and three more.
    const start = 2 ** 40;
    const tree = MerkleTree.fromFrontier(start, [LEAVES[0] as Uint8Array]);
    for (const leaf of LEAVES.slice(1, 4)) tree.append(leaf);
    const root = tree.root();
    for (let i = 0; i < 3; i++) {
      const claim = { leafHash: LEAVES[i + 1] as Uint8Array, index: start + i, size: start + 3, root };
      expect(checkInclusion({ ...claim, proof: tree.inclusion(start + i) ?? [] })).toBe(true);
    }
    const proof = tree.consistency(start) ?? [];
    const from = { size: start, root: LEAVES[0] as Uint8Array };
    expect(checkConsistency({ from, to: { size: start + 3, root }, proof })).toBe(true);
  });
});

describe('a tree that starts from a frontier', () => {
  test('[RECORD-5] agrees with the whole tree from there on, and says nothing of what was before', () => {
    fc.assert(
      fc.property(fc.nat(150), fc.nat(150), (start, more) => {
        const whole = treeOf(start + more);
        const { size, hashes } = treeOf(start).frontier();
        const tree = MerkleTree.fromFrontier(size, hashes);
        for (const leaf of LEAVES.slice(start, start + more)) tree.append(leaf);
        expect(tree.root()).toEqual(whole.root());
        for (let at = 0; at < start; at++) expect(tree.rootAt(at)).toBeUndefined();
        for (let at = start; at <= start + more; at++) {
          expect(tree.rootAt(at)).toEqual(whole.rootAt(at));
          expect(tree.consistency(at)).toEqual(whole.consistency(at));
          expect(tree.frontierAt(at)?.hashes).toEqual(whole.frontierAt(at)?.hashes);
        }
        for (let at = start; at < start + more; at++) expect(tree.inclusion(at)).toEqual(whole.inclusion(at));
      }),
      { numRuns: 40 },
    );
  });
});
