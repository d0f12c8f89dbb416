import { answeringSeat } from '../../records/mediators-proposal/answering-seat.ts';
import { awaitedIn } from '../../records/mediators-proposal/awaited-in.ts';
import type { ProposalView } from '../../records/mediators-proposal/proposal-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import { listed } from '../design/moments.ts';
import type { RoomView } from '../engine/room-view.ts';
import { isolated } from '../messages/isolated.ts';
import { m } from '../messages/messages.ts';
import { partyName, seatName } from '../room/names.ts';

type Seen = Pick<RoomView, 'me' | 'projection' | 'proposalParts'>;

/** Names of parties, as a list in a sentence. */
export function partiesIn({ projection }: Pick<Seen, 'projection'>, parties: readonly IdText[]): string {
  return listed(parties.map((party) => isolated(partyName(projection.room, party))));
}

/** For whom a round waits, and for what: all that the record itself shows, and no more. */
export function awaitedSentence(room: Seen, view: ProposalView): string {
  const { round } = view;
  if (round.kind !== 'awaiting') return '';
  return m.proposals.awaited[round.step]({ parties: partiesIn(room, awaitedIn(view)) });
}

/** What this person has to do with it; `undefined` for who was not asked. */
export function partSentence(room: Seen, proposal: IdText, view: ProposalView): string | undefined {
  const party = isolated(partyName(room.projection.room, room.me.party));
  switch (room.proposalParts[proposal]) {
    case 'to-answer':
      return m.proposals.part.toAnswer({ party });
    case 'kept':
      return m.proposals.part.kept();
    case 'answered':
      return m.proposals.part.answered({ party });
    case 'not-verifiable':
      return m.proposals.part.notVerifiable();
    case 'elsewhere': {
      const seat = answeringSeat(room.projection, view, room.me.party);
      if (seat === room.me.seat) return m.proposals.part.elsewhereMine({ party });
      return m.proposals.part.elsewhere({ party, who: answerer(room, view) });
    }
    default:
      return undefined;
  }
}

export function answerer(room: Pick<Seen, 'me' | 'projection'>, view: ProposalView): string {
  const seat = answeringSeat(room.projection, view, room.me.party);
  return isolated((seat && seatName(room.projection.room, seat)) || m.consents.somebody());
}

/** Another seat would answer, and has not begun: whoever of the party is here may. */
export function mayTakeOn(room: Seen, proposal: IdText, view: ProposalView): boolean {
  return room.proposalParts[proposal] === 'elsewhere' && view.seats[room.me.party] === undefined;
}

export function mayEnd({ me }: Pick<Seen, 'me'>, view: ProposalView, now: number): boolean {
  if (me.leftAt !== null) return false;
  if (view.proposedBy === me.seat || me.role === 'steward') return true;
  return view.parties.includes(me.party) && view.respondBy !== null && now >= view.respondBy;
}
