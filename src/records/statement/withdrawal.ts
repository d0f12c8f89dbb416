import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct } from '../../protocol/codec/shapes.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { TAKEN_BACK, takeBack, withdrawnAt } from '../words.ts';
import { refusalToChange } from './own-entry.ts';

const codec = struct('withdrawal', { entry: id<EntryId>('entry') });

export type Withdrawal = Decoded<typeof codec>;

/**
 * Takes one's own words back. They leave the projection, and so every screen; the sealed record keeps them,
 * and whoever read them has read them. What was decided or answered for is changed by its own kinds instead.
 */
export const withdrawal: RecordKind<'withdrawal', Withdrawal> = {
  kind: 'withdrawal',
  tag: 3,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const refusal = refusalToChange(room, content.entry, by, TAKEN_BACK);
    if (refusal !== undefined) return refusal;
    if (withdrawnAt(room, idText(content.entry)) !== null) {
      return refuse('ALREADY_WITHDRAWN', 'words are taken back once');
    }
    return undefined;
  },

  apply(room, entry) {
    const key = idText(entry.content.entry);
    takeBack(room, key, entry.position);
    show(room, entry, key);
  },

  applyUncertain(room, entry) {
    const key = idText(entry.content.entry);
    // Other words for it, by the same seat, are here all the same.
    for (const said of room.unread.byAbout[key] ?? []) {
      const words = room.unread.byEntry[said];
      const { name, seat } = room.entries[said] ?? {};
      if (words === undefined || name !== 'amendment' || seat !== idText(entry.author.seat)) continue;
      words.text = '';
      words.withdrawnAt = entry.position;
    }
    showAboutUnread(room, entry, key);
  },
};
