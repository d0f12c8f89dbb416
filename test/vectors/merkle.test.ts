/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { checkConsistency, checkInclusion } from '../../src/protocol/merkle/check-proof.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import { MerkleTree } from '../../src/protocol/merkle/merkle-tree.ts';
import consistency from './merkle/consistency.json' with { type: 'json' };
import inclusion from './merkle/inclusion.json' with { type: 'json' };
import known from './merkle/roots.json' with { type: 'json' };

const hex = (text: string) => fromHex(text) as Uint8Array;
const leaves = known.leaves.map((leaf) => leafHash(hex(leaf)));
const root = (size: number) => hex(known.roots[size] as string);

const tree = new MerkleTree();
for (const leaf of leaves) tree.append(leaf);

interface RefusedInclusion {
  how: string;
  leafHash: string;
  index: number;
  size: number;
  proof: string[];
  root: string;
}

interface RefusedConsistency {
  how: string;
  from: { size: number; root: string };
  to: { size: number; root: string };
  proof: string[];
}

const refusedInclusions = Object.entries(
  import.meta.glob<RefusedInclusion>('./merkle/inclusion-*.json', { eager: true, import: 'default' }),
);
const refusedConsistencies = Object.entries(
  import.meta.glob<RefusedConsistency>('./merkle/consistency-*.json', { eager: true, import: 'default' }),
);

describe('Merkle tree vectors', () => {
  test('roots of 0 to 33 leaves', () => {
    expect(known.roots.map((_, size) => toHex(tree.rootAt(size) as Uint8Array))).toEqual(known.roots);
  });

  test.each(inclusion.proofs)('leaf $index of $size is proven', ({ index, size, proof }) => {
    expect(tree.inclusion(index, size)?.map(toHex)).toEqual(proof);
    const claim = { leafHash: leaves[index] as Uint8Array, index, size, proof: proof.map(hex), root: root(size) };
    expect(checkInclusion(claim)).toBe(true);
  });

  test.each(consistency.proofs)('$to leaves extend $from', ({ from, to, proof }) => {
    expect(tree.consistency(from, to)?.map(toHex)).toEqual(proof);
    const heads = { from: { size: from, root: root(from) }, to: { size: to, root: root(to) } };
    expect(checkConsistency({ ...heads, proof: proof.map(hex) })).toBe(true);
  });

  test.each(refusedInclusions)('refused: %s', (_name, vector) => {
    const bytes = { leafHash: hex(vector.leafHash), proof: vector.proof.map(hex), root: hex(vector.root) };
    expect(checkInclusion({ ...vector, ...bytes })).toBe(false);
  });

  test.each(refusedConsistencies)('refused: %s', (_name, { from, to, proof }) => {
    const heads = { from: { ...from, root: hex(from.root) }, to: { ...to, root: hex(to.root) } };
    expect(checkConsistency({ ...heads, proof: proof.map(hex) })).toBe(false);
  });

  test('every refused vector was read', () => {
    expect([refusedInclusions.length, refusedConsistencies.length]).toEqual([8, 9]);
  });
});
