import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, list, struct, text } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { languageTag } from '../language-tag.ts';
import { IDEA_BYTES_MAX, MERGED_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { refuse, strictest } from '../post-refusal.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { refusalToExplore } from './explored.ts';
import { putUp } from './idea.ts';

const codec = struct('idea merge', {
  ideas: list('ideas', id<EntryId>('idea'), { min: 2, max: MERGED_MAX }),
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  text: text('text', { maxBytes: IDEA_BYTES_MAX }),
  language: languageTag('language'),
});

export type IdeaMerge = Decoded<typeof codec>;

/**
 * One idea out of several, by anybody. Those that went into it are shown as that, and keep what was argued; taking the
 * merging back sets them free again.
 */
export const ideaMerge: RecordKind<'idea-merge', IdeaMerge, AnyAuthor> = {
  kind: 'idea-merge',
  tag: 48,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost(content, _by, room) {
    const keys = content.ideas.map(idText);
    if (new Set(keys).size < keys.length) return refuse('NOTHING_CHANGED', 'an idea is merged with others');
    return strictest(...keys.map((key) => refusalToExplore(room, key)));
  },

  apply(room, entry) {
    const from = entry.content.ideas.map(idText);
    putUp(room, entry, from);
    for (const key of from) {
      const idea = room.ideas.byEntry[key];
      if (idea !== undefined) idea.mergedInto = idText(entry.entry);
    }
  },

  /** Who does not have one of them has the idea that they became: it is argued from here on. */
  applyUncertain(room, entry) {
    putUp(room, entry, entry.content.ideas.map(idText));
  },
};
