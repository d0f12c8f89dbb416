import type { Position } from '../../base/ids.ts';
import type { ChannelProjection } from '../projection.ts';
import { type OpenedRosterView, rosterInForce } from '../roster/roster-slice.ts';
import type { IdText } from '../timeline.ts';
import type { DisclosureState, DisclosureView, LapseReason } from './disclosure-slice.ts';

/** Draws the state of an open disclosure anew from its consents, reveals, refusals, shares and releases. */
export function reconsider(room: ChannelProjection, view: DisclosureView): void {
  const roster = rosterInForce(room.rosters);
  if (roster === undefined || !isOpen(view)) return;
  settle(room, view, standingOf(view, roster));
}

const OPEN: ReadonlySet<DisclosureState['kind']> = new Set(['proposed', 'consented', 'auditing']);

/** Neither released nor over: consents, reveals, refusals and shares can still change it. */
export function isOpen(view: DisclosureView): boolean {
  return OPEN.has(view.state.kind);
}

/** Sets the state, and keeps the list of those that still await somebody. */
export function settle(room: ChannelProjection, view: DisclosureView, state: DisclosureState): void {
  view.state = state;
  if (isOpen(view) || state.kind === 'released') return;
  room.disclosures.pending = room.disclosures.pending.filter((digest) => digest !== view.digest);
}

/** From here on the disclosure awaits its parties. */
export function enter(room: ChannelProjection, view: DisclosureView): void {
  const { order, byDigest, latest, pending } = room.disclosures;
  order.push(view.digest);
  byDigest[view.digest] = view;
  latest[view.id] = view.digest;
  pending.push(view.digest);
  reconsider(room, view);
}

/** Ends every open disclosure. Released ones stay: their signatures are complete. */
export function lapsePending(room: ChannelProjection, reason: LapseReason, position: Position): void {
  for (const digest of room.disclosures.pending) {
    const view = room.disclosures.byDigest[digest];
    if (view !== undefined && isOpen(view)) settle(room, view, { kind: 'lapsed', reason, position });
  }
}

function standingOf(view: DisclosureView, roster: OpenedRosterView): DisclosureState {
  // In the roster's order: the keys of a map have none that survives a snapshot.
  const here = roster.parties.filter((party) => party !== null);
  const consenting = here.filter((party) => view.consents[party] !== undefined);
  if (consenting.length >= roster.quorum) {
    const signing = consenting.filter((party) => view.reveals[party] !== undefined);
    const revealsAwaited = consenting.filter((party) => !signing.includes(party));
    if (signing.length < roster.quorum) return { kind: 'consented', revealsAwaited };
    const release = agreedRelease(view, signing, roster.quorum);
    if (release !== undefined) return { kind: 'released', release };
    const sharesAwaited = view.entries.length === 0 ? [] : signing.filter((party) => !view.shares[party]);
    const releasesAwaited = signing.filter((party) => !view.releases[party]);
    return { kind: 'auditing', revealsAwaited, sharesAwaited, releasesAwaited };
  }
  const refusing = here.filter((party) => view.refusals[party] !== undefined);
  if (here.length - refusing.length < roster.quorum) return { kind: 'refused', by: refusing };
  const awaited = here.filter((party) => !consenting.includes(party) && !refusing.includes(party));
  return { kind: 'proposed', awaited };
}

/** The one release that a quorum signed: those who signed another have audited something else. */
function agreedRelease(view: DisclosureView, signing: readonly IdText[], quorum: number): IdText | undefined {
  const signed = signing.flatMap((party) => view.releases[party]?.digest ?? []);
  return signed.find((digest) => signed.filter((other) => other === digest).length >= quorum);
}
