import { concat } from '../../base/bytes.ts';
import { encodeBundle } from '../../protocol/log/bundle.ts';
import { TILE_HEIGHT, TILE_WIDTH } from '../../protocol/log/limits.ts';
import { bundlesOfGrowth, encodeTile, parseTile, tilesOfGrowth } from '../../protocol/log/tiles.ts';
import { HASH_BYTES, leafHash } from '../../protocol/merkle/hashing.ts';
import { MerkleTree } from '../../protocol/merkle/merkle-tree.ts';
import { BUNDLE_LEVEL, type LogStore, type LogTile } from '../store/store.ts';

/** The tiles and bundles that grow with `entries`, each whole. Reads no more than those that were begun before. */
export async function growTiles(
  store: Pick<LogStore, 'logTile'>,
  fromSize: number,
  frontier: readonly Uint8Array[],
  entries: readonly Uint8Array[],
): Promise<readonly LogTile[]> {
  const tree = MerkleTree.fromFrontier(fromSize, frontier);
  for (const entry of entries) tree.append(leafHash(entry));
  const tiles: LogTile[] = [];
  for (const tile of tilesOfGrowth(fromSize, tree.size)) {
    const begun = (await store.logTile(tile.level, tile.index)) ?? new Uint8Array(0);
    const before = parseTile(begun, begun.length / HASH_BYTES);
    const bytes = encodeTile(tile, (level, index) => {
      // Only this one tile's own hashes are asked for.
      const place = index - tile.index * TILE_WIDTH;
      return level === tile.level * TILE_HEIGHT ? (before[place] ?? tree.hashAt(level, index)) : undefined;
    });
    tiles.push({ level: tile.level, index: tile.index, bytes });
  }
  for (const { index, width } of bundlesOfGrowth(fromSize, tree.size)) {
    const begun = (await store.logTile(BUNDLE_LEVEL, index)) ?? new Uint8Array(0);
    const begin = Math.max(index * TILE_WIDTH, fromSize) - fromSize;
    const added = entries.slice(begin, index * TILE_WIDTH + width - fromSize);
    tiles.push({ level: BUNDLE_LEVEL, index, bytes: concat(begun, encodeBundle(added)) });
  }
  return tiles;
}
