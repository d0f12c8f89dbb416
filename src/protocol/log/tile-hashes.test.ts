import { describe, expect, test } from 'vitest';
import { uint64 } from '../../base/bytes.ts';
import { checkConsistency, checkInclusion } from '../merkle/check-proof.ts';
import { leafHash } from '../merkle/hashing.ts';
import { MerkleTree } from '../merkle/merkle-tree.ts';
import { consistencyProof, consistencyRanges, inclusionProof, inclusionRanges } from '../merkle/proof.ts';
import { loadTileHashes } from './tile-hashes.ts';
import { type TileCoordinates, tilePath } from './tile-path.ts';
import { encodeTile, tilesOf } from './tiles.ts';

const SIZE = 70_000;
const tree = new MerkleTree();
for (let i = 0; i < SIZE; i++) tree.append(leafHash(uint64(i)));
const tiles = new Map(
  [...tilesOf(SIZE)].map((tile) => [tilePath(tile), encodeTile(tile, (level, index) => tree.hashAt(level, index))]),
);
const root = tree.root();

function counting(): { read: (tile: TileCoordinates) => Promise<Uint8Array | undefined>; readonly paths: string[] } {
  const paths: string[] = [];
  return {
    paths,
    read: async (tile) => {
      paths.push(tilePath(tile));
      return tiles.get(tilePath(tile));
    },
  };
}

describe('[LOG-1] proofs from tiles', () => {
  test.each([0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999])('leaf %i of 70,000', async (index) => {
    const { read, paths } = counting();
    const hashes = await loadTileHashes(SIZE, inclusionRanges(index, SIZE) ?? [], read);
    const proof = inclusionProof(index, SIZE, hashes) ?? [];
    expect(proof).toEqual(tree.inclusion(index));
    expect(checkInclusion({ leafHash: leafHash(uint64(index)), index, size: SIZE, proof, root })).toBe(true);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.length).toBeLessThanOrEqual(5);
  });

  test.each([1, 255, 256, 257, 65_536, 65_537, 69_999])('70,000 extends %i', async (from) => {
    const hashes = await loadTileHashes(SIZE, consistencyRanges(from, SIZE) ?? [], counting().read);
    const proof = consistencyProof(from, SIZE, hashes) ?? [];
    const old = { size: from, root: tree.rootAt(from) as Uint8Array };
    expect(checkConsistency({ from: old, to: { size: SIZE, root }, proof })).toBe(true);
  });

  test('a missing tile, and one of another length, are told apart', async () => {
    const ranges = inclusionRanges(300, SIZE) ?? [];
    await expect(loadTileHashes(SIZE, ranges, async () => undefined)).rejects.toMatchObject({ code: 'MISSING_TILE' });
    const cut = async (tile: TileCoordinates) => tiles.get(tilePath(tile))?.subarray(1);
    await expect(loadTileHashes(SIZE, ranges, cut)).rejects.toMatchObject({ code: 'BAD_TILE' });
  });

  test('a hash that was not loaded is not made up', async () => {
    const hashes = await loadTileHashes(SIZE, inclusionRanges(0, SIZE) ?? [], counting().read);
    expect(inclusionProof(30_000, SIZE, hashes)).toBeUndefined();
  });
});

test('a tile is not cut from a tree that lacks its hashes', () => {
  expect(() => encodeTile({ level: 0, index: 273, width: 113 }, (level, index) => tree.hashAt(level, index))).toThrow(
    expect.objectContaining({ code: 'MISSING_TILE' }),
  );
});
