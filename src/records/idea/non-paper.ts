import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { languageTag } from '../language-tag.ts';
import { IDEA_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { rulesOf } from '../rules/rules-in-force.ts';
import { show } from '../show.ts';
import { isHeld } from '../transfer/is-held.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalToExplore } from './explored.ts';

const codec = struct('non-paper', {
  idea: id<EntryId>('idea'),
  text: text('text', { minBytes: 1, maxBytes: IDEA_BYTES_MAX }),
  language: languageTag('language'),
});

export type NonPaper = Decoded<typeof codec>;

/**
 * A text made from an idea to be handed on, as a page that nobody has written: no heading, no date, no author. It is
 * meant to leave the room, so what may not leave it is not made one: anything off the record, and in a caucus another's.
 */
export const nonPaper: RecordKind<'non-paper', NonPaper, AnyAuthor> = {
  kind: 'non-paper',
  tag: 46,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost(content, by, room) {
    const key = idText(content.idea);
    // By the rule under which it was said: a stricter one never reaches back. [RULES-5]
    if (rulesOf(room, key).rule === 'off the record')
      return refuse('NOT_OFF_THE_RECORD', 'off the record, nothing is handed on');
    const refusal = refusalToExplore(room, key);
    if (refusal !== undefined) return refusal;
    return isHeld(room, key, by) ? refuse('ON_HOLD', 'in a caucus, an idea leaves by its author alone') : undefined;
  },

  apply(room, entry) {
    const [key, idea] = [idText(entry.entry), idText(entry.content.idea)];
    const { text, language } = entry.content;
    room.ideas.nonPapers[key] = { position: entry.position, idea, text, language, withdrawnAt: null };
    room.ideas.byEntry[idea]?.nonPapers.push(key);
    show(room, entry, idea);
  },

  applyUncertain(room, entry) {
    const { idea, text, language } = entry.content;
    showAboutUnread(room, entry, idText(idea), { text, language });
  },
};
