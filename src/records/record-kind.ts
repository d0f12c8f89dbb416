import type { Codec } from '../protocol/codec/codec.ts';
import type { AnyAuthor, Attribution, Author } from './author.ts';
import type { ClaimedSignature } from './claimed-signature.ts';
import type { OpenedEntry } from './opened-entry.ts';
import type { PostRefusal } from './post-refusal.ts';
import type { ChannelProjection } from './projection.ts';

/**
 * One kind of entry: its schema, who may post it, and how it changes the projection.
 *
 * Authors ask `mayPost` before they seal, readers before they apply; both see the same record up to there,
 * so what every member skips is the same. What holds for all kinds (the author is seated, the attribution
 * is allowed here) is checked by `mayPostEntry`, not by each kind.
 * A kind that may be unattributed says so in its type, and cannot ask who posted it.
 */
export interface RecordKind<Name extends string, Content, By extends AnyAuthor = Author> {
  readonly kind: Name;
  /** The number in the payload. Never used again for another kind. */
  readonly tag: number;
  readonly versions: 1;
  readonly codec: Codec<Content>;
  readonly attributions: readonly Attribution[];
  mayPost(content: Content, by: By, room: ChannelProjection): PostRefusal | undefined;
  /** Signatures that the content carries. They are checked (asynchronously) between `mayPost` and `apply`. */
  signatures?(content: Content, by: By, room: ChannelProjection): readonly ClaimedSignature[];
  /** Changes the projection in place, deterministically. Called only when nothing above refused. */
  apply(room: ChannelProjection, entry: OpenedEntry<Content, string, By>): void;
  /**
   * For kinds that refer to what came before: shows the entry where the refusal is uncertain, as those who read more
   * may have applied it. Changes nothing that a later refusal would rest on. `[RECORD-7]`
   */
  applyUncertain?(room: ChannelProjection, entry: OpenedEntry<Content, string, By>, refusal: PostRefusal): void;
}

/** What members have: an entry says who posted it, provably to outsiders or not. */
export const ATTRIBUTED: readonly Attribution[] = ['deniable', 'on the record'];

/** And what may also be said by nobody in particular. */
export const ALL_ATTRIBUTIONS: readonly Attribution[] = [...ATTRIBUTED, 'unattributed'];
