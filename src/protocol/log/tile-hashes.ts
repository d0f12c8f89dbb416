import { nodeHash } from '../merkle/hashing.ts';
import { type HashReader, type LeafRange, subtreesOf } from '../merkle/subtree.ts';
import { TILE_HEIGHT, TILE_WIDTH } from './limits.ts';
import { LogError } from './log-error.ts';
import { type TileCoordinates, tilePath } from './tile-path.ts';
import { parseTile, tileWidth } from './tiles.ts';

export type ReadTile = (tile: TileCoordinates) => Promise<Uint8Array | undefined>;

/**
 * Loads what is needed to hash `ranges` in a tree of `size`, each tile once and all at the same time, and gives a
 * reader for `inclusionProof` or `consistencyProof`.
 *
 * Throws MISSING_TILE or BAD_TILE. Proves nothing about the tiles: check the proof that comes of them.
 */
export async function loadTileHashes(size: number, ranges: readonly LeafRange[], read: ReadTile): Promise<HashReader> {
  const wanted = new Map<string, TileCoordinates>();
  for (const { level, index } of ranges.flatMap(subtreesOf)) {
    const tile = tileOf(level, index, size);
    wanted.set(tilePath(tile), tile);
  }
  const loaded = new Map(
    await Promise.all([...wanted].map(async ([name, tile]) => [name, await load(tile, read)] as const)),
  );
  return (level, index) => {
    const tile = tileOf(level, index, size);
    const hashes = loaded.get(tilePath(tile));
    if (hashes === undefined) return undefined;
    // A subtree that is not on a tile's own level is hashed up from those that are.
    const leaves = 2 ** (level % TILE_HEIGHT);
    const begin = (index * leaves) % TILE_WIDTH;
    return begin + leaves > hashes.length ? undefined : hashUp(hashes.slice(begin, begin + leaves));
  };
}

function hashUp(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  const half = hashes.length / 2;
  return nodeHash(hashUp(hashes.slice(0, half)), hashUp(hashes.slice(half)));
}

/** The tile in which a complete subtree's hash lies, or whose hashes it is made of. */
function tileOf(level: number, index: number, size: number): TileCoordinates {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const tileIndex = Math.floor((index * 2 ** (level % TILE_HEIGHT)) / TILE_WIDTH);
  return { level: tileLevel, index: tileIndex, width: tileWidth(tileLevel, tileIndex, size) };
}

async function load(tile: TileCoordinates, read: ReadTile): Promise<Uint8Array[]> {
  const bytes = await read(tile);
  if (bytes === undefined) throw new LogError('MISSING_TILE', tilePath(tile), { detail: { path: tilePath(tile) } });
  return parseTile(bytes, tile.width);
}
