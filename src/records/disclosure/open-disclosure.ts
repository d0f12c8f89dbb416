import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { Author } from '../author.ts';
import { type PostRefusal, refuse, strictest } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { refusalToSpeakForParty } from '../roster/consent-holder.ts';
import { rosterInForce } from '../roster/roster-slice.ts';
import { isPartial, refuseByHistory } from '../unread/may-be-unread.ts';
import type { DisclosureView } from './disclosure-slice.ts';

export function findDisclosure(room: ChannelProjection, digest: Uint8Array): DisclosureView | undefined {
  return room.disclosures.byDigest[toHex(digest)];
}

/** A consent holder speaks for its party, about a disclosure that is in one of these states. */
export function refusalToAnswer(
  room: ChannelProjection,
  digest: Uint8Array,
  by: Author,
  states: readonly DisclosureView['state']['kind'][],
): PostRefusal | undefined {
  return strictest(
    refusalToSpeakForParty(room, by),
    refusalOfState(room, findDisclosure(room, digest), states),
    refusalOfParty(room, by),
  );
}

export function refusalOfState(
  room: ChannelProjection,
  view: DisclosureView | undefined,
  states: readonly DisclosureView['state']['kind'][],
): PostRefusal | undefined {
  if (view === undefined) {
    return refuseByHistory(room, 'NO_SUCH_ENTRY', 'nothing with this digest was proposed here');
  }
  if (states.includes(view.state.kind)) return undefined;
  return refuseByHistory(room, 'WRONG_STATE', `the disclosure is ${view.state.kind}`);
}

function refusalOfParty(room: ChannelProjection, by: Author): PostRefusal | undefined {
  const roster = rosterInForce(room.rosters);
  if (roster?.parties.includes(idText(by.party)) === true) return undefined;
  return refuse('NOT_IN_THE_ROSTER', 'parties of the roster are asked', isRosterUnread(room));
}

/** One may be in force that was opened before this reader's admission, and was not said again since. */
export function isRosterUnread(room: ChannelProjection): boolean {
  return isPartial(room) && rosterInForce(room.rosters) === undefined;
}

/** As {@link refusalToAnswer}, for what only those do who have signed, and once a quorum has: `[CONSENT-3]`. */
export function refusalToAudit(
  room: ChannelProjection,
  digest: Uint8Array,
  by: Author,
  states: readonly DisclosureView['state']['kind'][],
): PostRefusal | undefined {
  const refusal = refusalToAnswer(room, digest, by, ['proposed', 'consented', ...states]);
  if (refusal !== undefined) return refusal;
  const view = findDisclosure(room, digest);
  if (view?.state.kind === 'proposed')
    return refuseByHistory(room, 'QUORUM_NOT_REACHED', 'nothing moves before the quorum');
  const party = idText(by.party);
  if (view?.consents[party] === undefined) return refuseByHistory(room, 'NOT_CONSENTED', 'those who consented audit');
  if (view.state.kind === 'consented')
    return refuseByHistory(room, 'QUORUM_NOT_REACHED', 'nothing moves before a quorum has signed');
  if (view.reveals[party] === undefined)
    return refuseByHistory(room, 'NOT_REVEALED', 'those whose signature is there audit');
  return undefined;
}

/** The party's place in the roster in force is what it says. */
export function refusalOfIndex(room: ChannelProjection, index: number, by: Author): PostRefusal | undefined {
  if (rosterInForce(room.rosters)?.parties[index] === idText(by.party)) return undefined;
  return refuse('WRONG_INDEX', 'a party signs in its own place', isRosterUnread(room));
}
