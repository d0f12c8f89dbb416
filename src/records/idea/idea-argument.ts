import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text, word } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { languageTag } from '../language-tag.ts';
import { ARGUMENT_BYTES_MAX } from '../limits.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalToExplore } from './explored.ts';

const codec = struct('idea argument', {
  idea: id<EntryId>('idea'),
  side: word('side', ['for', 'against']),
  text: text('text', { minBytes: 1, maxBytes: ARGUMENT_BYTES_MAX }),
  language: languageTag('language'),
});

export type IdeaArgument = Decoded<typeof codec>;

/** What speaks for an idea, or against it. Whoever argues takes no position by it. */
export const ideaArgument: RecordKind<'idea-argument', IdeaArgument, AnyAuthor> = {
  kind: 'idea-argument',
  tag: 5,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost: (content, _by, room) => refusalToExplore(room, idText(content.idea)),

  apply(room, entry) {
    const key = idText(entry.entry);
    const ideaKey = idText(entry.content.idea);
    const about = room.ideas.byEntry[ideaKey];
    if (about === undefined) return;
    const { side, text, language } = entry.content;
    room.ideas.placeOfArgument[key] = { idea: ideaKey, index: about.arguments.length };
    about.arguments.push({ entry: key, position: entry.position, side, text, language, withdrawnAt: null });
    show(room, entry, ideaKey);
  },

  applyUncertain(room, entry) {
    const { idea, side, text, language } = entry.content;
    showAboutUnread(room, entry, idText(idea), { text, language, says: side });
  },
};
