import type { TreeSize } from '../../base/ids.ts';
import { Frontier } from './frontier.ts';
import { HashColumn } from './hash-column.ts';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.ts';
import { consistencyProof, inclusionProof, type Proof } from './proof.ts';
import { type HashReader, rangeHash, subtreesOf } from './subtree.ts';

/** One level's hashes, of which those before index `first` are not kept. */
interface Level {
  readonly first: number;
  readonly hashes: HashColumn;
}

/**
 * An RFC 6962 tree in memory: about 64 bytes a leaf, one hash an append.
 *
 * A tree that starts from a frontier knows nothing of what was before: no root of a smaller size,
 * no proof for an earlier leaf. Those answers are `undefined`.
 */
export class MerkleTree {
  // Owned here. Level n holds the hashes of complete subtrees of 2^n leaves.
  readonly #levels: Level[] = [];
  readonly #start: number;
  #size: number;

  constructor(frontier: Frontier = new Frontier()) {
    this.#start = frontier.size;
    this.#size = frontier.size;
    const { hashes } = frontier;
    subtreesOf({ begin: 0, end: frontier.size }).forEach(({ level }, i) => {
      this.#level(level).hashes.push(hashes[i] as Uint8Array);
    });
  }

  /** `hashes` as {@link Frontier} orders them. Throws a RangeError where they are not a frontier of that size. */
  static fromFrontier(size: number, hashes: readonly Uint8Array[]): MerkleTree {
    return new MerkleTree(new Frontier(size, hashes));
  }

  get size(): TreeSize {
    return this.#size as TreeSize;
  }

  /** The smallest size whose root is known. */
  get start(): TreeSize {
    return this.#start as TreeSize;
  }

  /** Gives the leaf's index. Throws a RangeError on what is not 32 bytes. */
  append(leafHash: Uint8Array): number {
    if (leafHash.length !== HASH_BYTES) throw new RangeError(`leaf hash of ${leafHash.length} bytes`);
    const index = this.#size;
    let hash = leafHash;
    let at = index;
    for (let level = 0; ; level++, at = (at - 1) / 2) {
      this.#level(level).hashes.push(hash);
      if (at % 2 === 0) break;
      hash = nodeHash(this.#at(level, at - 1) as Uint8Array, hash);
    }
    this.#size = index + 1;
    return index;
  }

  root(): Uint8Array {
    return this.rootAt(this.#size) as Uint8Array;
  }

  rootAt(size: number): Uint8Array | undefined {
    if (!this.#knows(size)) return undefined;
    if (size === 0) return EMPTY_ROOT.slice();
    return rangeHash({ begin: 0, end: size }, this.#at)?.slice();
  }

  leafHash(index: number): Uint8Array | undefined {
    return this.hashAt(0, index);
  }

  /** The hash of one complete subtree: what tiles are cut from. */
  hashAt(level: number, index: number): Uint8Array | undefined {
    return this.#at(level, index)?.slice();
  }

  inclusion(index: number, size: number = this.#size): Proof | undefined {
    return size > this.#size ? undefined : inclusionProof(index, size, this.#at);
  }

  consistency(from: number, to: number = this.#size): Proof | undefined {
    return to > this.#size ? undefined : consistencyProof(from, to, this.#at);
  }

  frontier(): Frontier {
    return this.frontierAt(this.#size) as Frontier;
  }

  /** Known for the sizes whose root is known. */
  frontierAt(size: number): Frontier | undefined {
    if (!this.#knows(size)) return undefined;
    const hashes = subtreesOf({ begin: 0, end: size }).map(({ level, index }) => this.hashAt(level, index));
    return new Frontier(size, hashes as Uint8Array[]);
  }

  #knows(size: number): boolean {
    return Number.isSafeInteger(size) && size >= this.#start && size <= this.#size;
  }

  readonly #at: HashReader = (level, index) => {
    const kept = this.#levels[level];
    return kept?.hashes.at(index - kept.first);
  };

  #level(level: number): Level {
    for (let next = this.#levels.length; next <= level; next++) {
      // Of a tree that starts with `start` leaves, a level keeps the one subtree that is in the frontier, if any.
      const complete = Math.floor(this.#start / 2 ** next);
      this.#levels.push({ first: complete - (complete % 2), hashes: new HashColumn() });
    }
    return this.#levels[level] as Level;
  }
}
