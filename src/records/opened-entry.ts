import type { Commitment, EntryId, Epoch, Position } from '../base/ids.ts';
import type { AnyAuthor, Author } from './author.ts';

/** An entry as it came out of its seal, in the record's order, not yet judged by its kind. */
export interface OpenedEntry<Content, Name extends string = string, By extends AnyAuthor = Author> {
  readonly position: Position;
  readonly epoch: Epoch;
  readonly entry: EntryId;
  readonly commitment: Commitment;
  /** Milliseconds by the author's clock: a claim, never an order. */
  readonly time: number | undefined;
  readonly author: By;
  readonly kind: Name;
  readonly content: Content;
}
