import { equal } from '../../base/bytes.ts';
import { sha256 } from '../../protocol/crypto/sha256.ts';
import type { Anchor } from '../../protocol/joining/anchor.ts';
import type { RecordTree } from '../../protocol/record-tree/record-tree.ts';
import type { EpochFromOutside } from './handshake-from-outside.ts';

export type AnchorState =
  | 'none' // there is nothing to hold the record against
  | 'awaited' // the record has not come so far
  | 'held'
  | 'broken'; // another record, or another channel, than the one that was left

/** Holds a record that is read from outside against what the seat last knew of it. `[REJOIN-2]` */
export class AnchorCheck {
  readonly anchor: Anchor | undefined;
  #state: AnchorState;

  constructor(anchor: Anchor | undefined, state?: AnchorState) {
    this.anchor = anchor;
    this.#state = state ?? (anchor === undefined ? 'none' : 'awaited');
  }

  get state(): AnchorState {
    return this.#state;
  }

  /** After each item. True once, where the record breaks with the anchor. */
  check(tree: RecordTree, outside: EpochFromOutside | undefined): boolean {
    const { anchor } = this;
    if (this.#state !== 'awaited' || anchor === undefined || tree.size < anchor.size) return false;
    const isSame =
      tree.check(anchor) === 'agrees' &&
      outside?.epoch === anchor.epoch &&
      equal(sha256(outside.charterBytes), anchor.charterDigest);
    this.#state = isSame ? 'held' : 'broken';
    return !isSame;
  }
}
