import type { ChannelProjection, EntryView } from '../../records/projection.ts';
import type { IdText } from '../../records/timeline.ts';

/**
 * A projection without what grows with every word said: enough for every screen but the record itself, which is asked
 * for by the piece. Small enough to be handed to the page whenever something changed.
 */
export type ShortProjection = Omit<ChannelProjection, 'timeline' | 'refused' | 'entries' | 'statements'> & {
  /** Of everything but statements and questions, and what changes those. */
  readonly entries: Readonly<Record<IdText, EntryView>>;
};

const OF_THE_RECORD: ReadonlySet<string> = new Set(['statement', 'question', 'reaction', 'amendment', 'withdrawal']);

export function shortProjection(projection: ChannelProjection): ShortProjection {
  const { timeline: _timeline, refused: _refused, entries, statements, reactions, ...rest } = projection;
  const short: Record<IdText, EntryView> = {};
  for (const [key, entry] of Object.entries(entries)) if (!OF_THE_RECORD.has(entry.name)) short[key] = entry;
  const byAbout = Object.fromEntries(
    Object.entries(reactions.byAbout).filter(([about]) => !(about in statements.byEntry)),
  );
  return { ...rest, entries: short, reactions: { byAbout } };
}
