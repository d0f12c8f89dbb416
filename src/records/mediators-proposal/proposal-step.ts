import { type EntryId, idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { readable } from '../../protocol/codec/readable.ts';
import { bytes, id, struct } from '../../protocol/codec/shapes.ts';
import { STEP_BYTES_MAX } from '../../protocol/private-and/limits.ts';
import { readStep } from '../../protocol/private-and/read-round.ts';
import { awaitedParties } from '../../protocol/private-and/round.ts';
import { decodeStep } from '../../protocol/private-and/step.ts';
import { ownBytes } from '../own-bytes.ts';
import { refuse } from '../post-refusal.ts';
import type { RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayHaveChanged, refuseByHistory } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { isOpenProposal } from './proposal-slice.ts';

const codec = struct('proposal step', {
  proposal: id<EntryId>('proposal'),
  step: bytes('step', { max: STEP_BYTES_MAX }),
});

export type ProposalStep = Decoded<typeof codec>;

/**
 * What a party's device gives to a round: key, answer, blind or decryption, for its party. `[AND-8]` `[AND-13]`
 *
 * What the round does not wait for is skipped by everyone; what it waits for counts once, good or bad. Which it is only
 * {@link readStep} finds out, when it is applied. The record shows a line for the one that settles it, and for no other.
 */
export const proposalStep: RecordKind<'proposal-step', ProposalStep> = {
  kind: 'proposal-step',
  tag: 44,
  versions: 1,
  codec,
  attributions: ['deniable'],

  mayPost({ proposal, step }, by, room) {
    const view = room.proposals.byEntry[idText(proposal)];
    if (view === undefined) return refuseByHistory(room, 'NO_SUCH_ENTRY', 'nothing was put by this entry');
    const party = idText(by.party);
    if (!view.parties.includes(party)) return refuse('NOT_ASKED', 'only who was asked gives steps');
    const { round, seats } = view;
    // Who has read the round from its beginning knows where it stands.
    const hasGap = mayHaveChanged(room, idText(proposal));
    if (!isOpenProposal(view) || round.kind !== 'awaiting') return refuse('WRONG_STATE', 'the round is over', hasGap);
    const giver = seats[party];
    if (giver !== undefined && giver !== idText(by.seat)) {
      return refuse('ANOTHER_SEAT_ANSWERS', 'the seat that gave the key gives the rest', hasGap);
    }
    if (!awaitedParties(round).some((each) => idText(each) === party)) {
      return refuse('NOTHING_CHANGED', 'a party gives each step once', hasGap);
    }
    const kind = readable(() => decodeStep(step))?.kind ?? round.step;
    return kind === round.step ? undefined : refuse('WRONG_STATE', `the round asks for ${round.step}`, hasGap);
  },

  apply(room, entry) {
    const key = idText(entry.content.proposal);
    const view = room.proposals.byEntry[key];
    if (view === undefined) return;
    const { author } = entry;
    const party = idText(author.party);
    view.seats[party] = idText(author.seat);
    if (author.authenticity !== 'verified') view.isVerified = false;
    view.round = readStep(view.round, { party: author.party, bytes: ownBytes(entry.content.step) });
    if (view.round.kind === 'awaiting') return;
    view.settledAt = entry.position;
    room.proposals.pending = room.proposals.pending.filter((each) => each !== key);
    show(room, entry, key);
  },

  /** That there is such a round is said once, not at each of its steps. */
  applyUncertain(room, entry) {
    const about = idText(entry.content.proposal);
    const isKnown = room.proposals.byEntry[about] !== undefined || room.unread.byAbout[about] !== undefined;
    if (!isKnown) showAboutUnread(room, entry, about);
  },
};
