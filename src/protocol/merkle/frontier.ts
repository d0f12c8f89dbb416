import type { TreeSize } from '../../base/ids.ts';
import type { Codec } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { fixed, list, struct, uint } from '../codec/shapes.ts';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.ts';
import { subtreesOf } from './subtree.ts';

/**
 * A tree's right edge: the hashes of the complete subtrees that it is made of, largest first.
 *
 * Enough to append and to give the root; not to prove anything about a single leaf.
 */
export class Frontier {
  // Owned here: one hash for each bit of the size that is set.
  readonly #hashes: Uint8Array[];
  #size: number;

  /** Throws a RangeError where `hashes` are not those of a tree of `size`. Without arguments: the empty tree. */
  constructor(size = 0, hashes: readonly Uint8Array[] = []) {
    if (!isFrontier(size, hashes)) throw new RangeError(`${hashes.length} hashes are no frontier of ${size} leaves`);
    this.#size = size;
    this.#hashes = [...hashes];
  }

  get size(): TreeSize {
    return this.#size as TreeSize;
  }

  get hashes(): readonly Uint8Array[] {
    return [...this.#hashes];
  }

  /** Hashes once, on average. */
  append(leafHash: Uint8Array): void {
    let hash = leafHash;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      hash = nodeHash(this.#hashes.pop() as Uint8Array, hash);
    }
    this.#hashes.push(hash);
    this.#size += 1;
  }

  root(): Uint8Array {
    if (this.#size === 0) return EMPTY_ROOT;
    return this.#hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

// 2^53 − 1 leaves have 53 complete subtrees.
const FRONTIER_HASHES_MAX = 53;

const parts = struct('frontier', {
  size: uint<TreeSize>('size'),
  hashes: list('hashes', fixed('hash', HASH_BYTES), { max: FRONTIER_HASHES_MAX }),
});

/** `[size, [hash…]]`, with exactly as many hashes as the size calls for. */
export const frontierCodec: Codec<Frontier> = {
  name: parts.name,
  to: ({ size, hashes }) => parts.to({ size, hashes }),
  from(cbor) {
    const { size, hashes } = parts.from(cbor);
    if (!isFrontier(size, hashes)) throw new CodecError('WRONG_SHAPE', `frontier: ${hashes.length} hashes for ${size}`);
    return new Frontier(size, hashes);
  },
};

export const FRONTIER_BYTES_MAX = 16 + FRONTIER_HASHES_MAX * (HASH_BYTES + 2);

function isFrontier(size: number, hashes: readonly Uint8Array[]): boolean {
  return (
    Number.isSafeInteger(size) &&
    size >= 0 &&
    hashes.length === subtreesOf({ begin: 0, end: size }).length &&
    hashes.every((hash) => hash.length === HASH_BYTES)
  );
}
