import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct, word } from '../../protocol/codec/shapes.ts';
import type { AnyAuthor } from '../author.ts';
import { refusalToExplore } from '../idea/explored.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ALL_ATTRIBUTIONS, type RecordKind } from '../record-kind.ts';
import type { IdText } from '../timeline.ts';
import { mayBeUnread } from '../unread/may-be-unread.ts';
import { noReactions, REACTION_WORDS } from './reaction-slice.ts';

const codec = struct('reaction', {
  about: id<EntryId>('about'),
  /** `none` takes back what the same seat said before. */
  what: word('what', [...REACTION_WORDS, 'none']),
});

export type Reaction = Decoded<typeof codec>;

/**
 * How somebody takes a statement, a question, an idea or a text put forward: one word of four, which binds nobody.
 *
 * Of a seat that is named the last one stands. An unattributed one is counted and stays: nobody can tell whose it is
 * to take back, so one person may be in a count as often as they had something to say. It adds no line to what is shown,
 * and in its count there is no order.
 */
export const reaction: RecordKind<'reaction', Reaction, AnyAuthor> = {
  kind: 'reaction',
  tag: 56,
  versions: 1,
  codec,
  attributions: ALL_ATTRIBUTIONS,

  mayPost({ about, what }, by, room) {
    if (what === 'none' && by.attribution === 'unattributed') {
      return refuse('ATTRIBUTION_NOT_ALLOWED', 'what nobody in particular said, nobody takes back');
    }
    return refusalToReact(room, idText(about));
  },

  apply(room, entry) {
    const { about, what } = entry.content;
    const { author } = entry;
    const key = idText(about);
    const view = room.reactions.byAbout[key] ?? noReactions();
    room.reactions.byAbout[key] = view;
    if (author.seat !== undefined) {
      const seat = idText(author.seat);
      if (what === 'none') delete view.bySeat[seat];
      else view.bySeat[seat] = { entry: idText(entry.entry), what };
    } else if (what !== 'none') {
      view.unattributed[what] += 1;
    }
  },

  // It is shown with what it is about, and that is not here.
  applyUncertain: () => {},
};

function refusalToReact(room: ChannelProjection, about: IdText): PostRefusal | undefined {
  if (room.ideas.byEntry[about] !== undefined) return refusalToExplore(room, about);
  const words = room.statements.byEntry[about] ?? room.transfers.putForward[about];
  if (words === undefined) {
    return room.entries[about] === undefined
      ? refuse('NO_SUCH_ENTRY', 'a reaction is about an entry of this record', mayBeUnread(room, about))
      : refuse('WRONG_KIND', 'a reaction is about a statement, a question, an idea or a text put forward');
  }
  return words.withdrawnAt === null
    ? undefined
    : refuse('ALREADY_WITHDRAWN', 'what was taken back is reacted to no more');
}
