import { HASH_BYTES } from './hashing.ts';

const FIRST_HASHES = 8;
// 64 KiB: past that, a column grows by pieces, so that it neither copies much nor keeps much empty.
const PIECE_HASHES = 2048;

/** Hashes of one level, one after the other without an object for each. Only grows. */
export class HashColumn {
  // Owned here. The first piece grows to full size by doubling; the others are made full-sized.
  readonly #pieces: Uint8Array[] = [new Uint8Array(FIRST_HASHES * HASH_BYTES)];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** A view, not a copy: never handed out of the tree. */
  at(index: number): Uint8Array | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    const offset = (index % PIECE_HASHES) * HASH_BYTES;
    return this.#pieces[Math.floor(index / PIECE_HASHES)]?.subarray(offset, offset + HASH_BYTES);
  }

  push(hash: Uint8Array): void {
    const offset = (this.#length % PIECE_HASHES) * HASH_BYTES;
    this.#room(offset).set(hash, offset);
    this.#length += 1;
  }

  #room(offset: number): Uint8Array {
    const last = this.#pieces.length - 1;
    const piece = this.#pieces[last] as Uint8Array;
    if (this.#length === this.#pieces.length * PIECE_HASHES) {
      const next = new Uint8Array(PIECE_HASHES * HASH_BYTES);
      this.#pieces.push(next);
      return next;
    }
    if (offset < piece.length) return piece;
    const grown = new Uint8Array(2 * piece.length);
    grown.set(piece);
    this.#pieces[last] = grown;
    return grown;
  }
}
