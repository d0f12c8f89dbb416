import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text, word } from '../../protocol/codec/shapes.ts';
import { isSecretariat } from '../authority.ts';
import { NOTE_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';

const codec = struct('undertaking update', {
  undertaking: id<EntryId>('undertaking'),
  status: word('status', ['open', 'kept', 'partly kept', 'lapsed', 'reversed']),
  note: text('note', { maxBytes: NOTE_BYTES_MAX }),
});

export type UndertakingUpdate = Decoded<typeof codec>;

/**
 * Where an undertaking stands, by its own party or by the secretariat. Another party that sees it otherwise
 * says so in a statement: the ledger is no place to mark each other.
 */
export const undertakingUpdate: RecordKind<'undertaking-update', UndertakingUpdate> = {
  kind: 'undertaking-update',
  tag: 14,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const key = idText(content.undertaking);
    const view = room.undertakings.byEntry[key];
    if (view === undefined) {
      return refuse('NO_SUCH_ENTRY', 'this record has no such undertaking', mayBeUnread(room, key));
    }
    if (view.party !== idText(by.party) && !isSecretariat(room, by)) {
      return refuse('NOT_YOUR_PARTY', 'an undertaking is followed by its party and the secretariat');
    }
    return undefined;
  },

  apply(room, entry) {
    const key = idText(entry.content.undertaking);
    const view = room.undertakings.byEntry[key];
    if (view === undefined) return;
    const { status, note } = entry.content;
    const by = idText(entry.author.seat);
    view.status = status;
    view.updates.push({ entry: idText(entry.entry), position: entry.position, by, status, note });
    show(room, entry, key);
  },

  applyUncertain(room, entry) {
    const { undertaking, status, note } = entry.content;
    showAboutUnread(room, entry, idText(undertaking), { text: note, says: status });
  },
};
