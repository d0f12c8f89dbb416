import type { TreeSize } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { signCheckpoint } from '../../protocol/log/checkpoint.ts';
import { LOG_ENTRY_BYTES } from '../../protocol/log/limits.ts';
import { loadTileHashes } from '../../protocol/log/tile-hashes.ts';
import type { BundleCoordinates, TileCoordinates } from '../../protocol/log/tile-path.ts';
import { Frontier } from '../../protocol/merkle/frontier.ts';
import { HASH_BYTES, leafHash } from '../../protocol/merkle/hashing.ts';
import { inclusionProof, inclusionRanges, type Proof } from '../../protocol/merkle/proof.ts';
import { BUNDLE_LEVEL, type LogStore } from '../store/store.ts';
import { chooseBeat } from './choose-beat.ts';
import { growTiles } from './grow-tiles.ts';
import type { LogKey } from './log-key.ts';

/** In a bundle: its length, as a big-endian uint16, before each entry. */
const BUNDLED_ENTRY_BYTES = 2 + LOG_ENTRY_BYTES;

/**
 * The venue's public log: a tree over entries of 32 bytes that says nothing to whoever has no blind. `[LOG-1]`
 *
 * All of its state is in the store. A beat is one transaction with its checkpoint in it: after a crash at any point
 * either all of the beat is there or nothing of it ever was, and no checkpoint was shown that the store lacks.
 */
export class PublicLog {
  readonly #store: LogStore;
  readonly #key: LogKey;
  readonly #random: Randomness;
  readonly #entriesPerBeat: number;

  constructor(store: LogStore, key: LogKey, random: Randomness, entriesPerBeat: number) {
    this.#store = store;
    this.#key = key;
    this.#random = random;
    this.#entriesPerBeat = entriesPerBeat;
  }

  /** Enters exactly so many entries, whatever there is to enter. `[LOG-3]` Throws where another sequencer was first. */
  async beat(): Promise<void> {
    const { size: fromSize, frontier } = await this.#store.logState();
    const chosen = await chooseBeat(this.#store, this.#random, this.#entriesPerBeat, fromSize);
    const size = fromSize + chosen.entries.length;
    const grown = new Frontier(fromSize, frontier);
    for (const entry of chosen.entries) grown.append(leafHash(entry));
    const tiles = await growTiles(this.#store, fromSize, frontier, chosen.entries);
    const head = { size: size as TreeSize, root: grown.root() };
    const checkpoint = await signCheckpoint(head, this.#key.verifier, this.#key.signer);
    const outcome = await this.#store.writeBeat({
      fromSize,
      state: { size, frontier: grown.hashes, checkpoint },
      tiles,
      beats: chosen.beats,
      digests: chosen.digests,
    });
    if (outcome === 'moved') throw new Error(`the log has moved on from ${fromSize}`);
  }

  /** The newest one, and the size that it states. Before the first beat there is none. */
  async checkpoint(): Promise<{ readonly size: number; readonly note: string } | undefined> {
    const { size, checkpoint } = await this.#store.logState();
    return checkpoint === '' ? undefined : { size, note: checkpoint };
  }

  async tile({ level, index, width }: TileCoordinates): Promise<Uint8Array | undefined> {
    return this.#cut(level, index, width * HASH_BYTES);
  }

  async bundle({ index, width }: BundleCoordinates): Promise<Uint8Array | undefined> {
    return this.#cut(BUNDLE_LEVEL, index, width * BUNDLED_ENTRY_BYTES);
  }

  /** The entry at an index of the log, if there is one already. */
  async entry(index: number): Promise<Uint8Array | undefined> {
    const tile = Math.floor(index / 256);
    const width = (index % 256) + 1;
    return (await this.bundle({ index: tile, width }))?.slice(-LOG_ENTRY_BYTES);
  }

  /** That the entry at `index` is in the log of `size`; `undefined` where it is not yet. */
  async inclusion(index: number, size: number): Promise<Proof | undefined> {
    const ranges = inclusionRanges(index, size);
    if (ranges === undefined) return undefined;
    return inclusionProof(index, size, await loadTileHashes(size, ranges, (tile) => this.tile(tile)));
  }

  /** Tiles are kept at their widest: every narrower one that ever was is its beginning. */
  async #cut(level: number, index: number, bytes: number): Promise<Uint8Array | undefined> {
    const kept = await this.#store.logTile(level, index);
    return kept === undefined || kept.length < bytes ? undefined : kept.slice(0, bytes);
  }
}
