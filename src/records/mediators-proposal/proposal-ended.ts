import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, struct } from '../../protocol/codec/shapes.ts';
import { isSteward } from '../authority.ts';
import { refuse } from '../post-refusal.ts';
import type { RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayHaveChanged, refuseByHistory } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { instant } from '../when.ts';
import { isOpenProposal } from './proposal-slice.ts';

const codec = struct('proposal ended', {
  proposal: id<EntryId>('proposal'),
  /** By the clock of who ends it. The record has none: who says a later time than it is ends it early, and is seen. */
  at: instant('at'),
});

export type ProposalEnded = Decoded<typeof codec>;

/**
 * The round is not completed: no step of it counts from here on, and no answer is ever opened. `[AND-14]`
 *
 * By who put it, or a steward; by a seat of any party that was asked, once the time to answer has passed.
 */
export const proposalEnded: RecordKind<'proposal-ended', ProposalEnded> = {
  kind: 'proposal-ended',
  tag: 45,
  versions: 1,
  codec,
  attributions: ['deniable'],

  mayPost({ proposal, at }, by, room) {
    const view = room.proposals.byEntry[idText(proposal)];
    if (view === undefined) return refuseByHistory(room, 'NO_SUCH_ENTRY', 'nothing was put by this entry');
    if (view.proposedBy !== idText(by.seat) && !isSteward(room, by)) {
      if (!view.parties.includes(idText(by.party))) return refuse('NOT_ASKED', 'it is ended by who has a part in it');
      const isPast = view.respondBy !== null && at >= view.respondBy;
      if (!isPast) return refuse('NOT_THE_AUTHOR', 'before its time it is ended by who put it or by a steward');
    }
    if (isOpenProposal(view)) return undefined;
    return refuse('WRONG_STATE', 'the round is over', mayHaveChanged(room, idText(proposal)));
  },

  apply(room, entry) {
    const key = idText(entry.content.proposal);
    const view = room.proposals.byEntry[key];
    if (view === undefined) return;
    const { position, author } = entry;
    view.ended = { position, seat: idText(author.seat), party: idText(author.party) };
    room.proposals.pending = room.proposals.pending.filter((each) => each !== key);
    show(room, entry, key);
  },

  applyUncertain: (room, entry) => showAboutUnread(room, entry, idText(entry.content.proposal)),
};
