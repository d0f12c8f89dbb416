import { equal } from '../../base/bytes.ts';
import { checkConsistency, checkInclusion } from '../merkle/check-proof.ts';
import { HASH_BYTES, leafHash } from '../merkle/hashing.ts';
import { consistencyProof, consistencyRanges, inclusionProof, inclusionRanges } from '../merkle/proof.ts';
import { parseBundle } from './bundle.ts';
import { TILE_WIDTH } from './limits.ts';
import { LogError } from './log-error.ts';
import { loadTileHashes } from './tile-hashes.ts';
import { bundlePath, type TileCoordinates, tilePath } from './tile-path.ts';

/** Where a log's files are read: a folder or a web address. `undefined` where there is no such file. */
export interface LogFiles {
  read(path: string): Promise<Uint8Array | undefined>;
}

interface LogHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Whether the log of `now` begins with all that the log of `then` held, by the tiles as they are served. `[LOG-1]`
 *
 * Throws MISSING_TILE or BAD_TILE where those cannot be read. `now` must not be the smaller one.
 */
export async function containsState(files: LogFiles, now: LogHead, then: LogHead): Promise<boolean> {
  const ranges = consistencyRanges(then.size, now.size) ?? [];
  const read = await loadTileHashes(now.size, ranges, (tile) => readTile(files, tile));
  const proof = consistencyProof(then.size, now.size, read);
  return proof !== undefined && checkConsistency({ from: then, to: now, proof });
}

/** Whether `entry` stands at `index` in the log of `head`. Throws as {@link containsState} does. */
export async function containsEntry(
  files: LogFiles,
  head: LogHead,
  { index, entry }: { readonly index: number; readonly entry: Uint8Array },
): Promise<boolean> {
  const ranges = inclusionRanges(index, head.size) ?? [];
  const read = await loadTileHashes(head.size, ranges, (tile) => readTile(files, tile));
  const proof = inclusionProof(index, head.size, read);
  return proof !== undefined && checkInclusion({ ...head, leafHash: leafHash(entry), index, proof });
}

/** Whether the bundles serve `entry` at `index`. Throws MISSING_TILE or BAD_BUNDLE where they cannot be read. */
export async function servesEntry(
  files: LogFiles,
  size: number,
  { index, entry }: { readonly index: number; readonly entry: Uint8Array },
): Promise<boolean> {
  const bundle = Math.floor(index / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
  const whole = { index: bundle, width: TILE_WIDTH };
  const found = await readEither(files, bundlePath({ index: bundle, width }), bundlePath(whole));
  if (found === undefined) throw new LogError('MISSING_TILE', `no bundle of entry ${index}`);
  const served = parseBundle(found.bytes, found.whole ? TILE_WIDTH : width)[index % TILE_WIDTH];
  return served !== undefined && equal(served, entry);
}

async function readTile(files: LogFiles, tile: TileCoordinates): Promise<Uint8Array | undefined> {
  const found = await readEither(files, tilePath(tile), tilePath({ ...tile, width: TILE_WIDTH }));
  return found?.bytes.subarray(0, found.whole ? tile.width * HASH_BYTES : undefined);
}

/** A log may drop a partial file once the whole one is there. */
async function readEither(files: LogFiles, path: string, wholePath: string) {
  const bytes = await files.read(path);
  if (bytes !== undefined) return { bytes, whole: path === wholePath };
  const whole = path === wholePath ? undefined : await files.read(wholePath);
  return whole && { bytes: whole, whole: true };
}
