import { idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, text } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { languageTag } from '../language-tag.ts';
import { IDEA_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import type { ChannelProjection } from '../projection.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import type { IdText } from '../timeline.ts';

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
    putUp(room, entry, []);
  },
};

/** Puts an idea among the others, made of none or of several of them. */
export function putUp(
  room: ChannelProjection,
  entry: OpenedEntry<Idea, string, AnyAuthor>,
  mergedFrom: IdText[],
): void {
  const key = idText(entry.entry);
  const { title, text, language } = entry.content;
  room.ideas.order.push(key);
  room.ideas.byEntry[key] = {
    position: entry.position,
    title,
    text,
    language,
    arguments: [],
    versions: [],
    nonPapers: [],
    mergedFrom,
    mergedInto: null,
    withdrawnAt: null,
  };
  show(room, entry);
}
