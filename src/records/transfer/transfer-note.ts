import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct } from '../../protocol/codec/shapes.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import { refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { rulesOf } from '../rules/rules-in-force.ts';
import { show } from '../show.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';
import { findWords } from '../words.ts';
import { isHeld } from './is-held.ts';

const codec = struct('transfer note', { entry: id<EntryId>('entry') });

export type TransferNote = Decoded<typeof codec>;

/**
 * In the source: this seat carries the text of that entry elsewhere. Where to is not said.
 *
 * Nobody can keep a seat from retelling what it heard; a client that keeps the rules writes this first,
 * and does not carry what may not be carried. Off the record nothing may be used, so nothing is carried.
 */
export const transferNote: RecordKind<'transfer-note', TransferNote> = {
  kind: 'transfer-note',
  tag: 6,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const key = idText(content.entry);
    // By the rule under which it was said: a stricter one never reaches back. [RULES-5]
    if (rulesOf(room, key).rule === 'off the record')
      return refuse('NOT_OFF_THE_RECORD', 'off the record, nothing is carried');
    const words = findWords(room, key);
    if (words === undefined) {
      return refuse('NO_SUCH_ENTRY', 'only words of this record are carried', mayBeUnread(room, key));
    }
    if (words.withdrawnAt !== null) return refuse('ALREADY_WITHDRAWN', 'words that were taken back stay here');
    if (isHeld(room, key, by)) return refuse('ON_HOLD', 'a caucus statement leaves when its author says so');
    return undefined;
  },

  apply: carry,
  // What was carried is not among the entries: that is how it shows.
  applyUncertain: carry,
};

function carry(room: ChannelProjection, entry: OpenedEntry<TransferNote>): void {
  const carried = idText(entry.content.entry);
  room.transfers.notes.push({
    entry: idText(entry.entry),
    position: entry.position,
    carried,
    by: idText(entry.author.seat),
  });
  room.transfers.carried[carried] = (room.transfers.carried[carried] ?? 0) + 1;
  show(room, entry, carried);
}
