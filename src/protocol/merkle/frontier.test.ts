import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { FRONTIER_BYTES_MAX, Frontier, frontierCodec } from './frontier.ts';
import { leafHash } from './hashing.ts';
import { MerkleTree } from './merkle-tree.ts';
import { decodeTree, encodeTree } from './tree-snapshot.ts';

const leaf = (i: number) => leafHash(utf8(`leaf ${i}`));

function treeOf(count: number): MerkleTree {
  const tree = new MerkleTree();
  for (let i = 0; i < count; i++) tree.append(leaf(i));
  return tree;
}

describe('Frontier', () => {
  test('gives the same root as the whole tree, and one hash for each bit of its size', () => {
    const frontier = new Frontier();
    const tree = new MerkleTree();
    for (let i = 0; i < 300; i++) {
      frontier.append(leaf(i));
      tree.append(leaf(i));
      expect(frontier.root()).toEqual(tree.root());
      expect(frontier.hashes).toEqual(tree.frontier().hashes);
      expect(frontier.hashes.length).toBe((i + 1).toString(2).replaceAll('0', '').length);
    }
  });

  test('another number of hashes than the size calls for is a fault', () => {
    expect(() => new Frontier(3, [leaf(0)])).toThrow(RangeError);
    expect(() => new Frontier(0, [leaf(0)])).toThrow(RangeError);
    expect(() => new Frontier(1, [leaf(0).subarray(1)])).toThrow(RangeError);
    expect(() => new Frontier(1.5, [leaf(0)])).toThrow(RangeError);
    expect(() => new Frontier(2 ** 53, [leaf(0)])).toThrow(RangeError);
  });

  test('goes over the wire and back; the largest fits its limit', () => {
    const largest = new Frontier(Number.MAX_SAFE_INTEGER, Array(53).fill(leaf(0)));
    for (const frontier of [new Frontier(), treeOf(11).frontier(), largest]) {
      const read = decode(frontierCodec, encode(frontierCodec, frontier), FRONTIER_BYTES_MAX);
      expect([read.size, read.hashes, read.root()]).toEqual([frontier.size, frontier.hashes, frontier.root()]);
    }
  });
});

describe('a tree snapshot', () => {
  test('comes back as it was, also when it began with a frontier', () => {
    const later = new MerkleTree(treeOf(11).frontier());
    for (let i = 11; i < 40; i++) later.append(leaf(i));
    for (const tree of [new MerkleTree(), treeOf(40), later]) {
      const read = decodeTree(encodeTree(tree));
      expect([read.start, read.size]).toEqual([tree.start, tree.size]);
      for (let size = 0; size <= tree.size; size++) expect(read.rootAt(size)).toEqual(tree.rootAt(size));
    }
  });
});

test('random, cut or altered bytes throw a CodecError or nothing', () => {
  const snapshot = encodeTree(treeOf(5));
  const frontier = encode(frontierCodec, treeOf(7).frontier());
  const mangled = (bytes: Uint8Array) =>
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(bytes.length - 1).map((length) => bytes.subarray(0, length)),
      fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)).map(([at, byte]) => bytes.map((b, i) => (i === at ? byte : b))),
    );
  const onlyCodecErrors = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      expect(error).toBeInstanceOf(CodecError);
    }
  };
  fc.assert(fc.property(mangled(snapshot), (bytes) => onlyCodecErrors(() => decodeTree(bytes))));
  fc.assert(
    fc.property(mangled(frontier), (bytes) => onlyCodecErrors(() => decode(frontierCodec, bytes, FRONTIER_BYTES_MAX))),
  );
});
