import { equal } from '../base/bytes.ts';
import { CodedError } from '../base/coded-error.ts';
import { parseBundle } from '../protocol/log/bundle.ts';
import { type CheckedCheckpoint, checkCheckpoint } from '../protocol/log/checkpoint.ts';
import { LOG_ENTRY_BYTES, TILE_WIDTH } from '../protocol/log/limits.ts';
import { LogError } from '../protocol/log/log-error.ts';
import { bundlePath, type TileCoordinates, tilePath } from '../protocol/log/tile-path.ts';
import { bundlesOf } from '../protocol/log/tiles.ts';
import type { VerifierKey } from '../protocol/log/verifier-key.ts';
import { Frontier } from '../protocol/merkle/frontier.ts';
import { HASH_BYTES, leafHash } from '../protocol/merkle/hashing.ts';
import { ReadAhead } from './read-ahead.ts';
import type { TileSource } from './tile-source.ts';

export type { TileSource } from './tile-source.ts';

export type AuditErrorCode =
  | 'BAD_CHECKPOINT' // none, or not one of this log
  | 'WRONG_KEY' // not signed by the key given
  | 'MISSING_TILE' // a tile or bundle that the checkpoint calls for is not served
  | 'BAD_BUNDLE' // not so many length-prefixed entries
  | 'ENTRY_SIZE' // an entry that is not 32 bytes
  | 'TILE_MISMATCH' // a tile that is not what its entries hash to
  | 'ROOT_MISMATCH' // the entries do not hash to the signed root
  | 'NOT_AN_EXTENSION'; // the log has changed or lost what an earlier checkpoint held

export class AuditError extends CodedError<AuditErrorCode> {}

export interface AuditOptions {
  /** Whose cosignatures to look for. */
  readonly witnessKeys?: readonly VerifierKey[];
  /** A checkpoint of this log that was kept from before. */
  readonly from?: { readonly size: number; readonly root: Uint8Array };
  readonly progress?: (entries: number, of: number) => void;
}

export interface LogAudit extends CheckedCheckpoint {
  readonly bundles: number;
  readonly tiles: number;
}

/**
 * Reads a whole log and computes it anew: every entry, every tile, the root, and that it extends `from`.
 *
 * Throws {@link AuditError} at the first thing that is wrong. Says nothing about what is behind the entries, nor that
 * the venue shows everyone the same log: for that, compare checkpoints, or ask witnesses.
 */
export async function auditLog(source: TileSource, logKey: VerifierKey, options: AuditOptions = {}): Promise<LogAudit> {
  const { from, progress = () => {} } = options;
  const checked = await readCheckpoint(source, logKey, options.witnessKeys ?? []);
  const { size, root } = checked.checkpoint;
  if (from !== undefined && from.size > size)
    throw new AuditError('NOT_AN_EXTENSION', `${size} entries of ${from.size}`);

  const files = new ReadAhead(source, entryFiles(size));
  const tree = new Frontier();
  const tiles = new TileCheck(files);
  checkExtension(tree, from);
  let bundles = 0;
  for (const { index, width } of bundlesOf(size)) {
    for (const entry of await readEntries(files, index, width)) {
      const hash = leafHash(entry);
      tree.append(hash);
      await tiles.append(hash);
      checkExtension(tree, from);
    }
    bundles += 1;
    progress(tree.size, size);
  }
  await tiles.finish();
  if (!equal(tree.root(), root)) throw new AuditError('ROOT_MISMATCH', `not the root of ${size} entries`);
  return { ...checked, bundles, tiles: tiles.checked };
}

/** In the order in which they are checked. */
function* entryFiles(size: number): Generator<string> {
  for (const bundle of bundlesOf(size)) {
    yield bundlePath(bundle);
    yield tilePath({ level: 0, ...bundle });
  }
}

async function readCheckpoint(
  source: TileSource,
  logKey: VerifierKey,
  witnessKeys: readonly VerifierKey[],
): Promise<CheckedCheckpoint> {
  const note = await source.read('checkpoint');
  if (note === undefined) throw new AuditError('BAD_CHECKPOINT', 'there is none');
  try {
    return await checkCheckpoint(note, logKey, witnessKeys);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new AuditError(cause.code === 'WRONG_KEY' ? 'WRONG_KEY' : 'BAD_CHECKPOINT', cause.message, { cause });
  }
}

function checkExtension(tree: Frontier, from: AuditOptions['from']): void {
  if (from?.size !== tree.size) return;
  if (!equal(tree.root(), from.root)) throw new AuditError('NOT_AN_EXTENSION', `another root at ${from.size}`);
}

async function readEntries(source: TileSource, index: number, width: number): Promise<Uint8Array[]> {
  const path = bundlePath({ index, width });
  const found = await readTileFile(source, path, bundlePath({ index, width: TILE_WIDTH }));
  let entries: Uint8Array[];
  try {
    entries = parseBundle(found.bytes, found.whole ? TILE_WIDTH : width).slice(0, width);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new AuditError('BAD_BUNDLE', path, { cause, detail: { path } });
  }
  for (const [i, entry] of entries.entries()) {
    if (entry.length !== LOG_ENTRY_BYTES) {
      throw new AuditError('ENTRY_SIZE', `${entry.length} bytes`, { detail: { path, entry: index * TILE_WIDTH + i } });
    }
  }
  return entries;
}

/** Fills tiles from their hashes and compares each with the one that is served. */
class TileCheck {
  readonly #source: TileSource;
  // Owned here: the tile at the right edge of each level, as its hashes come in.
  readonly #edges: { index: number; readonly hashes: Uint8Array[] }[] = [];
  checked = 0;

  constructor(source: TileSource) {
    this.#source = source;
  }

  async append(hash: Uint8Array, level = 0): Promise<void> {
    const edge = this.#edges[level] ?? { index: 0, hashes: [] };
    this.#edges[level] = edge;
    edge.hashes.push(hash);
    if (edge.hashes.length < TILE_WIDTH) return;
    const subtree = new Frontier();
    for (const each of edge.hashes) subtree.append(each);
    await this.#compare({ level, index: edge.index, width: TILE_WIDTH }, edge.hashes);
    edge.index += 1;
    edge.hashes.length = 0;
    await this.append(subtree.root(), level + 1);
  }

  async finish(): Promise<void> {
    for (const [level, { index, hashes }] of this.#edges.entries()) {
      if (hashes.length > 0) await this.#compare({ level, index, width: hashes.length }, hashes);
    }
  }

  async #compare(tile: TileCoordinates, hashes: readonly Uint8Array[]): Promise<void> {
    const path = tilePath(tile);
    const { bytes, whole } = await readTileFile(this.#source, path, tilePath({ ...tile, width: TILE_WIDTH }));
    const same =
      bytes.length === (whole ? TILE_WIDTH : tile.width) * HASH_BYTES &&
      hashes.every((hash, i) => equal(hash, bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)));
    if (!same) throw new AuditError('TILE_MISMATCH', path, { detail: { path } });
    this.checked += 1;
  }
}

/** A log may drop a partial tile once the full one is there: then that holds the same hashes, and more. */
async function readTileFile(
  source: TileSource,
  path: string,
  wholePath: string,
): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const bytes = await source.read(path);
  if (bytes !== undefined) return { bytes, whole: path === wholePath };
  const whole = path === wholePath ? undefined : await source.read(wholePath);
  if (whole === undefined) throw new AuditError('MISSING_TILE', path, { detail: { path } });
  return { bytes: whole, whole: true };
}
