import type { Commitment, Position } from '../../base/ids.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { fixed, list, optional, struct, uint } from '../../protocol/codec/shapes.ts';
import { decodeEnvelope } from '../../protocol/entry/envelope.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { FRONTIER_BYTES_MAX, Frontier, frontierCodec } from '../../protocol/merkle/frontier.ts';
import { leafHash } from '../../protocol/merkle/hashing.ts';
import { commitmentLeaf } from '../../protocol/record-tree/commitment-tree.ts';
import type { RecordHead } from '../../protocol/record-tree/record-tree.ts';
import { KEPT_COMMITMENTS_MAX } from './limits.ts';

const keptCodec = struct('kept commitments', {
  version: uint('version', { min: 1, max: 1 }),
  /** The record's edge up to where they were taken from it. */
  record: frontierCodec,
  covered: frontierCodec,
  uncovered: list('uncovered', fixed<Commitment>('commitment', 32), { max: KEPT_COMMITMENTS_MAX }),
  /** This device's clock when the oldest of them was taken. */
  since: optional(uint('since')),
});

const KEPT_BYTES_MAX = 2 * FRONTIER_BYTES_MAX + KEPT_COMMITMENTS_MAX * 34 + 64;

/** A channel's commitment tree up to a size at which a beat may stand. */
export interface CoveredTree {
  readonly root: Uint8Array;
  readonly frontier: Frontier;
}

/**
 * A channel's commitments in record order, from the founding on: up to the last beat as a frontier, and after it each by
 * itself. `[LOG-2]`
 *
 * Taken from the record as it is read. What was there before this seat came is read from the venue once, and believed
 * only where it hashes to the record that the seat was given. `[RECORD-5]`
 */
export class Commitments {
  // Owned here.
  #position: Position;
  #covered: Frontier;
  #uncovered: Commitment[];
  #since: number | undefined;
  /** Up to `#position`, while that lies behind what the record has read. */
  #record: Frontier | undefined;

  private constructor(of: Omit<Decoded<typeof keptCodec>, 'version'>) {
    this.#position = of.record.size as number as Position;
    this.#record = of.record;
    this.#covered = of.covered;
    this.#uncovered = [...of.uncovered];
    this.#since = of.since;
  }

  /** What {@link keep} wrote; otherwise none, to be read again from the founding on. */
  static restore(bytes: Uint8Array | undefined): Commitments {
    const none = { record: new Frontier(), covered: new Frontier(), uncovered: [], since: undefined };
    if (bytes === undefined) return new Commitments(none);
    try {
      return new Commitments(decode(keptCodec, bytes, KEPT_BYTES_MAX));
    } catch (error) {
      if (error instanceof CodecError) return new Commitments(none);
      throw error;
    }
  }

  /** Up to where in the record they were taken. */
  get position(): Position {
    return this.#position;
  }

  /** How many a beat has covered. */
  get covered(): number {
    return this.#covered.size;
  }

  get size(): number {
    return this.#covered.size + this.#uncovered.length;
  }

  /** Since when something waits for a beat. */
  get uncoveredSince(): number | undefined {
    return this.#since;
  }

  /** What the record has just read. Items that do not follow are left: they are fetched when it is their turn. */
  take(from: Position, items: readonly Uint8Array[], now: number): void {
    if (from > this.#position || from + items.length <= this.#position) return;
    this.#append(items.slice(this.#position - from), now);
    this.#record = undefined;
  }

  /** As {@link take}, of what the record had read before. Gives the record's head that they make. */
  takeEarlier(items: readonly Uint8Array[], now: number): RecordHead {
    if (this.#record === undefined) throw new RangeError('nothing is missing');
    for (const item of items) this.#record.append(leafHash(item));
    this.#append(items, now);
    return { size: this.#record.size, root: this.#record.root() };
  }

  /** `undefined` where there are not so many, or a beat stands there already. */
  treeAt(size: number): CoveredTree | undefined {
    if (size <= this.#covered.size || size > this.size) return undefined;
    const frontier = new Frontier(this.#covered.size, this.#covered.hashes);
    for (const commitment of this.#uncovered.slice(0, size - frontier.size))
      frontier.append(commitmentLeaf(commitment));
    return { frontier, root: frontier.root() };
  }

  /** What comes after waits for a beat since `now`, at the earliest. */
  cover({ frontier }: CoveredTree, now: number): void {
    this.#uncovered = this.#uncovered.slice(frontier.size - this.#covered.size);
    this.#covered = frontier;
    this.#since = this.#uncovered.length === 0 ? undefined : now;
  }

  /** `undefined` where too much is uncovered to be kept. `record` is the record's edge, where all of it was taken. */
  keep(record: Frontier): Uint8Array | undefined {
    const edge = this.#record ?? record;
    if (this.#uncovered.length > KEPT_COMMITMENTS_MAX || edge.size !== (this.#position as number)) return undefined;
    return encode(keptCodec, {
      version: 1,
      record: edge,
      covered: this.#covered,
      uncovered: this.#uncovered,
      since: this.#since,
    });
  }

  #append(items: readonly Uint8Array[], now: number): void {
    for (const item of items) {
      const commitment = commitmentOf(item);
      if (commitment === undefined) continue;
      this.#uncovered.push(commitment);
      this.#since ??= now;
    }
    this.#position = (this.#position + items.length) as Position;
  }
}

/** An honest venue orders nothing that looks like an entry and is none. */
function commitmentOf(item: Uint8Array): Commitment | undefined {
  if (itemKind(item) !== 'entry') return undefined;
  try {
    // A copy: a view would keep the whole page that it came in.
    return decodeEnvelope(item).header.commitment.slice() as Commitment;
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}
