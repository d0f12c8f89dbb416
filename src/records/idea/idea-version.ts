import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, text } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { languageTag } from '../language-tag.ts';
import { IDEA_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { refusalToExplore } from './explored.ts';

const codec = struct('idea version', {
  idea: id<EntryId>('idea'),
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  text: text('text', { maxBytes: IDEA_BYTES_MAX }),
  language: languageTag('language'),
});

export type IdeaVersion = Decoded<typeof codec>;

/** Another wording of an idea, by anybody. The ones before stay beside it: nobody's thought is written over. */
export const ideaVersion: RecordKind<'idea-version', IdeaVersion, AnyAuthor> = {
  kind: 'idea-version',
  tag: 49,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost: (content, _by, room) => refusalToExplore(room, idText(content.idea)),

  apply(room, entry) {
    const [key, idea] = [idText(entry.entry), idText(entry.content.idea)];
    const { title, text, language } = entry.content;
    room.ideas.versions[key] = { position: entry.position, idea, title, text, language, withdrawnAt: null };
    room.ideas.byEntry[idea]?.versions.push(key);
    show(room, entry, idea);
  },

  applyUncertain(room, entry) {
    const { idea, title, text, language } = entry.content;
    showAboutUnread(room, entry, idText(idea), {
      text: [title, text].filter((part) => part !== '').join('\n\n'),
      language,
    });
  },
};
