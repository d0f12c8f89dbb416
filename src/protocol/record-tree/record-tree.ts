import { equal } from '../../base/bytes.ts';
import type { Position, TreeSize } from '../../base/ids.ts';
import type { Frontier } from '../merkle/frontier.ts';
import { leafHash } from '../merkle/hashing.ts';
import { MerkleTree } from '../merkle/merkle-tree.ts';
import { decodeTree, encodeTree } from '../merkle/tree-snapshot.ts';

/** A record up to one item, as someone saw it. */
export interface RecordHead {
  readonly size: TreeSize;
  readonly root: Uint8Array;
}

export type HeadCheck =
  | 'agrees'
  | 'differs' // proof that the two saw different records: a fork, a drop, an alteration
  | 'before-us' // of a time before our frontier: nothing can be said
  | 'ahead-of-us'; // more than we have: checked again when we have it

/**
 * The members' own integrity over a channel's record. `[RECORD-1]`
 *
 * A leaf is an item's full bytes, as the venue ordered it. Nothing of this tree is ever shown to outsiders:
 * it binds ciphertexts, and one leaked entry key would then prove a text.
 */
export class RecordTree {
  readonly #tree: MerkleTree;

  private constructor(tree: MerkleTree) {
    this.#tree = tree;
  }

  static empty(): RecordTree {
    return new RecordTree(new MerkleTree());
  }

  /** For a seat admitted later, which was given the record's edge. `[RECORD-5]` */
  static fromFrontier(frontier: Frontier): RecordTree {
    return new RecordTree(new MerkleTree(frontier));
  }

  /** Throws a CodecError on what {@link snapshot} did not write. */
  static fromSnapshot(snapshot: Uint8Array): RecordTree {
    return new RecordTree(decodeTree(snapshot));
  }

  get size(): TreeSize {
    return this.#tree.size;
  }

  /** The smallest size whose head is known: that of the frontier it began with. */
  get start(): TreeSize {
    return this.#tree.start;
  }

  append(envelope: Uint8Array): Position {
    return this.#tree.append(leafHash(envelope)) as Position;
  }

  /** For an item of which only this is left. `[RECORD-6]` */
  appendLeaf(leaf: Uint8Array): Position {
    return this.#tree.append(leaf) as Position;
  }

  head(): RecordHead {
    return { size: this.#tree.size, root: this.#tree.root() };
  }

  headAt(size: number): RecordHead | undefined {
    const root = this.#tree.rootAt(size);
    return root && { size: size as TreeSize, root };
  }

  check(head: RecordHead): HeadCheck {
    if (head.size > this.#tree.size) return 'ahead-of-us';
    const root = this.#tree.rootAt(head.size);
    if (root === undefined) return 'before-us';
    return equal(root, head.root) ? 'agrees' : 'differs';
  }

  /** RFC 6962's hash of the item at a position. `undefined` for what came before our frontier. */
  leafAt(position: Position): Uint8Array | undefined {
    return position < this.#tree.start ? undefined : this.#tree.leafHash(position);
  }

  frontier(): Frontier {
    return this.#tree.frontier();
  }

  snapshot(): Uint8Array {
    return encodeTree(this.#tree);
  }
}
