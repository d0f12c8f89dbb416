import { toHex } from '../../base/text-encodings.ts';
import { PENDING_DISCLOSURES_MAX } from '../limits.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import type { ChannelProjection } from '../projection.ts';
import { rosterInForce } from '../roster/roster-slice.ts';
import { type SaidOfUnread, showAboutUnread } from '../unread/show-about-unread.ts';
import type { DisclosureView } from './disclosure-slice.ts';
import { enter } from './standing.ts';

/** Only the roster is missing, and may come. */
export function waitForRoster(room: ChannelProjection, view: DisclosureView): void {
  const { early } = room.disclosures;
  // What a second version made of the first, the roster's time will not tell.
  const others = early.filter(({ id }) => id !== view.id);
  const isAlone = others.length === early.length && others.length < PENDING_DISCLOSURES_MAX;
  const areClaimsKnown = view.entries.every((key) => room.entries[key] !== undefined);
  room.disclosures.early = isAlone && areClaimsKnown ? [...others, view] : others;
}

/**
 * The roster is here now: what was proposed under it in the meantime is followed from its beginning. What was not
 * answered yet, that is: an answer could not be judged without the roster.
 */
export function takeUpEarly(room: ChannelProjection): void {
  const { disclosures } = room;
  const inForce = rosterInForce(room.rosters);
  const here = inForce?.parties.filter((party) => party !== null).length ?? 0;
  for (const view of disclosures.early) {
    if (view.rosterDigest === inForce?.digest && here >= inForce.quorum) enter(room, view);
  }
  disclosures.early = [];
}

/** A step of a round whose beginning this reader does not have, or that its knowledge does not fit: shown, and no more. */
export function showUncertainStep(
  room: ChannelProjection,
  entry: OpenedEntry<{ readonly disclosure: Uint8Array }>,
  said?: SaidOfUnread,
): void {
  const about = toHex(entry.content.disclosure);
  room.disclosures.early = room.disclosures.early.filter(({ digest }) => digest !== about);
  showAboutUnread(room, entry, about, said);
}
