import { type EntryId, idText, type PartyId } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, optional, struct, text } from '../../protocol/codec/shapes.ts';
import { languageTag } from '../language-tag.ts';
import { IDEA_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import { refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';

const codec = struct('proposal', {
  party: id<PartyId>('party'),
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  text: text('text', { minBytes: 1, maxBytes: IDEA_BYTES_MAX }),
  language: languageTag('language'),
  cites: optional(id<EntryId>('cites')),
});

export type Proposal = Decoded<typeof codec>;

/**
 * What a party tables, on the official track. It may rest on a text that was put forward in the same room, or on a
 * non-paper of it; a room that others cannot see is never named.
 */
export const proposal: RecordKind<'proposal', Proposal> = {
  kind: 'proposal',
  tag: 47,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost({ party, cites }, by, room) {
    if (room.room.track !== 'official') {
      return refuse('NOT_ON_THE_OFFICIAL_TRACK', 'off the official track there are ideas, which bind nobody');
    }
    if (idText(party) !== idText(by.party)) return refuse('NOT_YOUR_PARTY', 'a party tables its own proposals');
    if (cites === undefined) return undefined;
    const key = idText(cites);
    if (room.ideas.nonPapers[key] !== undefined || room.transfers.putForward[key] !== undefined) return undefined;
    if (room.entries[key] !== undefined)
      return refuse('WRONG_KIND', 'a proposal rests on a non-paper or a text put forward');
    return refuse('NO_SUCH_ENTRY', 'a proposal rests on a text of this record', mayBeUnread(room, key));
  },

  apply: table,
  // What it rests on is not among the entries: that is how it shows.
  applyUncertain: table,
};

function table(room: ChannelProjection, entry: OpenedEntry<Proposal>): void {
  const key = idText(entry.entry);
  const { party, title, text, language, cites } = entry.content;
  room.tabled.order.push(key);
  room.tabled.byEntry[key] = {
    position: entry.position,
    party: idText(party),
    title,
    text,
    language,
    cites: cites === undefined ? null : idText(cites),
    withdrawnAt: null,
  };
  show(room, entry);
}
