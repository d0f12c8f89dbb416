import { idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, text } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { languageTag } from '../language-tag.ts';
import { IDEA_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';

const codec = struct('idea', {
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  text: text('text', { maxBytes: IDEA_BYTES_MAX }),
  language: languageTag('language'),
});

export type Idea = Decoded<typeof codec>;

/** A thought to be explored. It binds nobody, whoever posted it. */
export const idea: RecordKind<'idea', Idea, AnyAuthor> = {
  kind: 'idea',
  tag: 4,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost: () => undefined,

  apply(room, entry) {
    const key = idText(entry.entry);
    const { title, text, language } = entry.content;
    const { position } = entry;
    room.ideas.order.push(key);
    room.ideas.byEntry[key] = { position, title, text, language, arguments: [], withdrawnAt: null };
    show(room, entry);
  },
};
