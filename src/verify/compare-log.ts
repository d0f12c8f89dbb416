import { equal } from '../base/bytes.ts';
import { parseBundle } from '../protocol/log/bundle.ts';
import { type Checkpoint, checkCheckpoint } from '../protocol/log/checkpoint.ts';
import { TILE_WIDTH } from '../protocol/log/limits.ts';
import { LogError } from '../protocol/log/log-error.ts';
import { loadTileHashes } from '../protocol/log/tile-hashes.ts';
import { bundlePath, type TileCoordinates, tilePath } from '../protocol/log/tile-path.ts';
import type { VerifierKey } from '../protocol/log/verifier-key.ts';
import { checkConsistency } from '../protocol/merkle/check-proof.ts';
import { HASH_BYTES } from '../protocol/merkle/hashing.ts';
import { consistencyProof, consistencyRanges } from '../protocol/merkle/proof.ts';
import type { TileSource } from './tile-source.ts';
import { VerifyError } from './verify-error.ts';

export interface LoggedEntry {
  readonly index: number;
  readonly entry: Uint8Array;
}

/**
 * Compares a communiqué's checkpoint with the log as it is served now: the present log contains that state, and serves
 * the entries that the communiqué rests on. Gives the present checkpoint.
 *
 * Reads a few tiles, not the log. Says nothing about what others are served.
 */
export async function compareLog(
  source: TileSource,
  venueKey: VerifierKey,
  then: Checkpoint,
  entries: readonly LoggedEntry[],
): Promise<Checkpoint> {
  const now = await currentCheckpoint(source, venueKey);
  if (now.size < then.size) {
    throw new VerifyError('LOG_SHORTER', `${now.size} entries`, { detail: { sizeNow: now.size, sizeThen: then.size } });
  }
  try {
    await checkContains(source, now, then);
    for (const { index, entry } of entries) await checkServes(source, now.size, index, entry);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new VerifyError('LOG_UNREADABLE', cause.message, { cause });
  }
  return now;
}

async function currentCheckpoint(source: TileSource, venueKey: VerifierKey): Promise<Checkpoint> {
  const note = await source.read('checkpoint');
  if (note === undefined) throw new VerifyError('LOG_UNREADABLE', 'no checkpoint');
  try {
    return (await checkCheckpoint(note, venueKey)).checkpoint;
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new VerifyError('LOG_OF_ANOTHER_VENUE', cause.message, { cause });
  }
}

async function checkContains(source: TileSource, now: Checkpoint, then: Checkpoint): Promise<void> {
  const ranges = consistencyRanges(then.size, now.size) ?? [];
  const read = await loadTileHashes(now.size, ranges, (tile) => readTile(source, tile));
  const proof = consistencyProof(then.size, now.size, read);
  if (proof === undefined || !checkConsistency({ from: then, to: now, proof })) {
    throw new VerifyError('LOG_DIFFERS', `the state of ${then.size} entries is not in it`);
  }
}

async function checkServes(source: TileSource, size: number, index: number, entry: Uint8Array): Promise<void> {
  const bundle = Math.floor(index / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
  const found = await readEither(
    source,
    bundlePath({ index: bundle, width }),
    bundlePath({ index: bundle, width: TILE_WIDTH }),
  );
  if (found === undefined) throw new LogError('MISSING_TILE', `no bundle of entry ${index}`);
  const entries = parseBundle(found.bytes, found.whole ? TILE_WIDTH : width);
  const served = entries[index % TILE_WIDTH];
  if (served === undefined || !equal(served, entry)) {
    throw new VerifyError('LOG_DIFFERS', `another entry ${index}`, { detail: { index } });
  }
}

async function readTile(source: TileSource, tile: TileCoordinates): Promise<Uint8Array | undefined> {
  const found = await readEither(source, tilePath(tile), tilePath({ ...tile, width: TILE_WIDTH }));
  return found?.bytes.subarray(0, found.whole ? tile.width * HASH_BYTES : undefined);
}

/** A log may drop a partial file once the whole one is there. */
async function readEither(source: TileSource, path: string, wholePath: string) {
  const bytes = await source.read(path);
  if (bytes !== undefined) return { bytes, whole: path === wholePath };
  const whole = path === wholePath ? undefined : await source.read(wholePath);
  return whole && { bytes: whole, whole: true };
}
