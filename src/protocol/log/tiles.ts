import { HASH_BYTES } from '../merkle/hashing.ts';
import type { HashReader } from '../merkle/subtree.ts';
import { TILE_HEIGHT, TILE_WIDTH } from './limits.ts';
import { LogError } from './log-error.ts';
import type { BundleCoordinates, TileCoordinates } from './tile-path.ts';

/** Every tile of a tree of `size`, level by level, the partial one last on its level. */
export function tilesOf(size: number): Generator<TileCoordinates> {
  return tilesOfGrowth(0, size);
}

/** Every entry bundle of a log of `size`. */
export function bundlesOf(size: number): Generator<BundleCoordinates> {
  return bundlesOfGrowth(0, size);
}

/**
 * The tiles that a tree has at `to` and had not at `from`: full ones, and on each level that grew its partial one.
 *
 * Only the sizes of checkpoints have partial tiles. One after the other, never as a whole list: `to` may be anyone's.
 */
export function* tilesOfGrowth(from: number, to: number): Generator<TileCoordinates> {
  for (let level = 0; hashesAt(level, to) > 0; level++) {
    for (const grown of bundlesOfGrowth(hashesAt(level, from), hashesAt(level, to))) yield { level, ...grown };
  }
}

/** As {@link tilesOfGrowth}, for entry bundles. */
export function* bundlesOfGrowth(from: number, to: number): Generator<BundleCoordinates> {
  if (to <= from) return;
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < to; index++) {
    yield { index, width: Math.min(TILE_WIDTH, to - index * TILE_WIDTH) };
  }
}

/** How wide tile `index` is in a tree of `size`; 0 where there is none. */
export function tileWidth(level: number, index: number, size: number): number {
  return Math.min(TILE_WIDTH, Math.max(0, hashesAt(level, size) - index * TILE_WIDTH));
}

/** The tile's bytes. Throws MISSING_TILE where `read` lacks a hash. */
export function encodeTile({ level, index, width }: TileCoordinates, read: HashReader): Uint8Array {
  const bytes = new Uint8Array(width * HASH_BYTES);
  for (let i = 0; i < width; i++) {
    const hash = read(level * TILE_HEIGHT, index * TILE_WIDTH + i);
    if (hash === undefined) throw new LogError('MISSING_TILE', `no hash ${i} of tile ${level}/${index}`);
    bytes.set(hash, i * HASH_BYTES);
  }
  return bytes;
}

/** The hashes of a tile of `width`, as views. Throws BAD_TILE on bytes of another length. */
export function parseTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES) {
    throw new LogError('BAD_TILE', `${bytes.length} bytes for ${width} hashes`);
  }
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/** How many hashes a tree of `size` has at a tile level: those of full tiles below. */
function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}
