import { idText, type PartyId } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, optional, struct, text } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { languageTag } from '../language-tag.ts';
import { STATEMENT_BYTES_MAX } from '../limits.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import { refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';

const codec = struct('question', {
  text: text('text', { minBytes: 1, maxBytes: STATEMENT_BYTES_MAX }),
  language: languageTag('language'),
  /** Whom it is for. Without one it is for the room. */
  to: optional(id<PartyId>('to')),
});

export type Question = Decoded<typeof codec>;

/** Something asked of the room, or of one party of it. It stands among the statements, and is open until one of them answers it. */
export const question: RecordKind<'question', Question, AnyAuthor> = {
  kind: 'question',
  tag: 55,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost({ to }, _by, room) {
    if (to === undefined || room.room.parties[idText(to)] !== undefined) return undefined;
    return refuse('NO_SUCH_PARTY', 'a question is for a party of this room, or for all of it');
  },

  apply: ask,
};

function ask(room: ChannelProjection, entry: OpenedEntry<Question, string, AnyAuthor>): void {
  const key = idText(entry.entry);
  const { text, language, to } = entry.content;
  room.statements.order.push(key);
  room.statements.byEntry[key] = {
    position: entry.position,
    text,
    language,
    inReplyTo: null,
    conveyance: null,
    freedAt: null,
    earlier: [],
    withdrawnAt: null,
    asks: { to: to === undefined ? null : idText(to), answers: [] },
  };
  show(room, entry);
}
