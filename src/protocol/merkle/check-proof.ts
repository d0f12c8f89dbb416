import { equal } from '../../base/bytes.ts';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.ts';
import type { Proof } from './proof.ts';

export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: Proof;
  readonly root: Uint8Array;
}

export interface ConsistencyClaim {
  readonly from: { readonly size: number; readonly root: Uint8Array };
  readonly to: { readonly size: number; readonly root: Uint8Array };
  readonly proof: Proof;
}

/** Never throws: index, size and proof may be anyone's. */
export function checkInclusion({ root, ...claim }: InclusionClaim): boolean {
  const computed = rootFromInclusionProof(claim);
  return computed !== undefined && equal(computed, root);
}

/**
 * The one root under which the claim holds (RFC 9162, section 2.1.3.2), or `undefined` where the proof has not
 * exactly the hashes that index and size call for.
 */
export function rootFromInclusionProof(claim: Omit<InclusionClaim, 'root'>): Uint8Array | undefined {
  const { leafHash, index, size, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return undefined;
  if (!isHash(leafHash) || !proof.every(isHash)) return undefined;
  const path = new Path(index, size - 1);
  let hash = leafHash;
  for (const sibling of proof) {
    if (path.ended) return undefined;
    hash = path.siblingIsLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    path.climb();
  }
  return path.ended ? hash : undefined;
}

/** RFC 9162, section 2.1.4.2. From nothing, everything extends, with an empty proof. Never throws. */
export function checkConsistency({ from, to, proof }: ConsistencyClaim): boolean {
  if (!isCount(from.size) || !isCount(to.size) || from.size > to.size) return false;
  if (![from.root, to.root, ...proof].every(isHash)) return false;
  if (from.size === to.size) return proof.length === 0 && equal(from.root, to.root);
  if (from.size === 0) return proof.length === 0 && equal(from.root, EMPTY_ROOT);

  const path = new Path(from.size - 1, to.size - 1);
  path.skipWholeSubtree();
  // Where the old tree is one complete subtree, its root is the first hash, and is not sent.
  const [first, ...rest] = path.atFirstLeaf ? [from.root, ...proof] : proof;
  if (first === undefined) return false;
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (path.ended) return false;
    if (path.siblingIsLeft) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    path.climb();
  }
  return path.ended && equal(oldHash, from.root) && equal(newHash, to.root);
}

/**
 * The way from a node to the root, as `fn` and `sn` of RFC 9162: this node's index and the last one's, level by level.
 * Divides instead of shifting, since JavaScript shifts at 32 bits.
 */
class Path {
  #index: number;
  #last: number;

  constructor(index: number, last: number) {
    this.#index = index;
    this.#last = last;
  }

  get ended(): boolean {
    return this.#last === 0;
  }

  get atFirstLeaf(): boolean {
    return this.#index === 0;
  }

  get siblingIsLeft(): boolean {
    return this.#index % 2 === 1 || this.#index === this.#last;
  }

  climb(): void {
    // A last node without a sibling stands for itself on the levels above, until it is a right child.
    if (this.#index === this.#last) while (this.#index % 2 === 0 && this.#index !== 0) this.#up();
    this.#up();
  }

  skipWholeSubtree(): void {
    while (this.#index % 2 === 1) this.#up();
  }

  #up(): void {
    this.#index = Math.floor(this.#index / 2);
    this.#last = Math.floor(this.#last / 2);
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value instanceof Uint8Array && value.length === HASH_BYTES;
}
