import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, optional, struct, text, word } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { isCaucus } from '../authority.ts';
import { languageTag } from '../language-tag.ts';
import { STATEMENT_BYTES_MAX } from '../limits.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import { refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';
import { CONVEYANCES } from './conveyance.ts';

const codec = struct('statement', {
  text: text('text', { minBytes: 1, maxBytes: STATEMENT_BYTES_MAX }),
  language: languageTag('language'),
  inReplyTo: optional(id<EntryId>('in reply to')),
  conveyance: optional(word('conveyance', CONVEYANCES)),
});

export type Statement = Decoded<typeof codec>;

/** Something said in the room. Anyone seated may; it may answer any entry of the record. */
export const statement: RecordKind<'statement', Statement, AnyAuthor> = {
  kind: 'statement',
  tag: 1,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost(content, _by, room) {
    if (content.conveyance !== undefined && !isCaucus(room)) {
      return refuse('NOT_A_CAUCUS', 'only a caucus has anything to be conveyed from');
    }
    const answered = content.inReplyTo && idText(content.inReplyTo);
    if (answered === undefined || room.entries[answered] !== undefined) return undefined;
    return refuse('NO_SUCH_ENTRY', 'a reply answers an entry of this record', mayBeUnread(room, answered));
  },

  apply: say,
  // What it answers is not among the entries: that is how it shows.
  applyUncertain: say,
};

function say(room: ChannelProjection, entry: OpenedEntry<Statement, string, AnyAuthor>): void {
  const key = idText(entry.entry);
  const { text, language, inReplyTo, conveyance } = entry.content;
  room.statements.order.push(key);
  room.statements.byEntry[key] = {
    position: entry.position,
    text,
    language,
    inReplyTo: inReplyTo === undefined ? null : idText(inReplyTo),
    conveyance: conveyance ?? null,
    freedAt: null,
    earlier: [],
    withdrawnAt: null,
    asks: null,
  };
  if (inReplyTo !== undefined) room.statements.byEntry[idText(inReplyTo)]?.asks?.answers.push(key);
  show(room, entry);
}
