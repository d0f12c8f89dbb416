import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct } from '../../protocol/codec/shapes.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { settleTightenings } from './take-force.ts';

const codec = struct('rules assent', { tightening: id<EntryId>('tightening') });

export type RulesAssent = Decoded<typeof codec>;

/** This seat agrees to stricter rules. They hold from the last assent on; until then nothing changes. `[RULES-4]` */
export const rulesAssent: RecordKind<'rules-assent', RulesAssent> = {
  kind: 'rules-assent',
  tag: 53,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost({ tightening }, by, room) {
    const key = idText(tightening);
    const known = room.entries[key];
    if (known === undefined) {
      return refuse('NO_SUCH_ENTRY', 'an assent is to a proposal of this record', mayBeUnread(room, key));
    }
    if (known.name !== 'rules-tightening') return refuse('WRONG_KIND', 'only to stricter rules');
    const waiting = room.room.rules.tightenings.find(({ entry }) => entry === key);
    if (waiting === undefined) return refuse('WRONG_STATE', 'it waits no more');
    return waiting.assents.includes(idText(by.seat)) ? refuse('NOTHING_CHANGED', 'assented already') : undefined;
  },

  apply(room, entry) {
    const key = idText(entry.content.tightening);
    room.room.rules.tightenings.find((waiting) => waiting.entry === key)?.assents.push(idText(entry.author.seat));
    show(room, entry, key);
    settleTightenings(room, entry.position);
  },

  applyUncertain(room, entry) {
    showAboutUnread(room, entry, idText(entry.content.tightening));
  },
};
