import type { Commitment, TreeSize } from '../../base/ids.ts';
import type { Frontier } from '../merkle/frontier.ts';
import { leafHash } from '../merkle/hashing.ts';
import { MerkleTree } from '../merkle/merkle-tree.ts';
import type { Proof } from '../merkle/proof.ts';
import { decodeTree, encodeTree } from '../merkle/tree-snapshot.ts';

export interface CommitmentHead {
  readonly size: TreeSize;
  readonly root: Uint8Array;
}

/** The leaf of one commitment: its 32 bytes and nothing that an envelope could be told from. `[LOG-2]` */
export function commitmentLeaf(commitment: Commitment): Uint8Array {
  return leafHash(commitment);
}

/**
 * The tree over a channel's commitments, in record order, whose blinded root goes into the public log. `[LOG-2]`
 *
 * Not indexed as the record is: items that commit to nothing have no leaf here.
 */
export class CommitmentTree {
  readonly #tree: MerkleTree;

  private constructor(tree: MerkleTree) {
    this.#tree = tree;
  }

  static empty(): CommitmentTree {
    return new CommitmentTree(new MerkleTree());
  }

  static fromFrontier(frontier: Frontier): CommitmentTree {
    return new CommitmentTree(new MerkleTree(frontier));
  }

  /** Throws a CodecError on what {@link snapshot} did not write. */
  static fromSnapshot(snapshot: Uint8Array): CommitmentTree {
    return new CommitmentTree(decodeTree(snapshot));
  }

  get size(): TreeSize {
    return this.#tree.size;
  }

  /** Gives the commitment's index. */
  append(commitment: Commitment): number {
    return this.#tree.append(commitmentLeaf(commitment));
  }

  head(): CommitmentHead {
    return { size: this.#tree.size, root: this.#tree.root() };
  }

  headAt(size: number): CommitmentHead | undefined {
    const root = this.#tree.rootAt(size);
    return root && { size: size as TreeSize, root };
  }

  /** That the commitment at `index` is in the tree of `size`. `undefined` for what came before our frontier. */
  inclusion(index: number, size: number = this.#tree.size): Proof | undefined {
    return this.#tree.inclusion(index, size);
  }

  frontier(): Frontier {
    return this.#tree.frontier();
  }

  snapshot(): Uint8Array {
    return encodeTree(this.#tree);
  }
}
