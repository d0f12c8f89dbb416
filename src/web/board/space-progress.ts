import { type RosterSlice, rosterInForce } from '../../records/roster/roster-slice.ts';
import type { RoomSlice } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { SeenFromMySeat } from './my-part.ts';

export type SpaceStep = 'keys' | 'list' | 'signatures' | 'opening' | 'open';

/** What this person can do now towards a public space. */
export type SpaceAct = 'make-key' | 'draft' | 'sign' | 'open';

/** How far a room has come towards the process's public space, and whom the next step waits for. */
export interface SpaceProgress {
  readonly step: SpaceStep;
  /** Parties, in the room's order; none where it waits for a steward, or for the convener. */
  readonly awaited: readonly IdText[];
  readonly mine: readonly SpaceAct[];
}

/** Nothing is published from what is off the record. */
export function mayHaveSpace(room: Pick<RoomSlice, 'rule'>): boolean {
  return room.rule !== 'off the record';
}

export function spaceProgress(from: SeenFromMySeat): SpaceProgress {
  const { room, rosters } = from.projection;
  if (!mayHaveSpace(room)) return { step: 'keys', awaited: [], mine: [] };
  const step = stepOf(room, rosters);
  return { step, awaited: awaitedOf(step, room, rosters), mine: actsOf(from) };
}

function stepOf(room: RoomSlice, rosters: RosterSlice): SpaceStep {
  const { draft } = rosters;
  if (draft !== null) return missingSignatures(rosters).length > 0 ? 'signatures' : 'opening';
  if (rosterInForce(rosters) !== undefined) return 'open';
  return withoutKey(room, rosters).length > 0 ? 'keys' : 'list';
}

function awaitedOf(step: SpaceStep, room: RoomSlice, rosters: RosterSlice): readonly IdText[] {
  if (step === 'keys') return withoutKey(room, rosters);
  return step === 'signatures' ? missingSignatures(rosters) : [];
}

function actsOf({ me, projection: { room, rosters }, hasConsentKey }: SeenFromMySeat): readonly SpaceAct[] {
  if (me.leftAt !== null) return [];
  const acts: SpaceAct[] = [];
  const { draft } = rosters;
  const isKnown = rosters.offers[me.party] !== undefined || rosterInForce(rosters)?.parties.includes(me.party) === true;
  if (me.consentHolder && !isKnown) acts.push('make-key');
  if (me.role === 'steward' && partiesWithKey(room, rosters).length > 0) acts.push('draft');
  if (me.consentHolder && hasConsentKey && missingSignatures(rosters).includes(me.party)) acts.push('sign');
  if (me.role === 'steward' && draft !== null && missingSignatures(rosters).length === 0) acts.push('open');
  return acts;
}

/** Parties that somebody here may consent for, and whose key nobody has made yet. The secretariat may stay outside. */
function withoutKey(room: RoomSlice, rosters: RosterSlice): readonly IdText[] {
  return partiesWithHolder(room).filter((party) => {
    return room.parties[party]?.secretariat !== true && rosters.offers[party] === undefined;
  });
}

export function partiesWithKey(room: RoomSlice, rosters: RosterSlice): readonly IdText[] {
  return Object.keys(room.parties).filter((party) => rosters.offers[party] !== undefined);
}

export function partiesWithHolder(room: RoomSlice): readonly IdText[] {
  const holders = Object.values(room.seats).filter(({ leftAt, consentHolder }) => leftAt === null && consentHolder);
  return Object.keys(room.parties).filter((party) => holders.some((seat) => seat.party === party));
}

/** Of the list itself, and as an endorsement where a list is in force, which a quorum of its parties must give. */
function missingSignatures(rosters: RosterSlice): readonly IdText[] {
  const { draft } = rosters;
  if (draft === null) return [];
  const missing = new Set(draft.awaited);
  const before = rosterInForce(rosters);
  if (before !== undefined) {
    const given = draft.endorsements.filter((signature) => signature !== null).length;
    const open = before.parties.filter((_, index) => draft.endorsements[index] === null);
    if (given < before.quorum) for (const party of open) if (party !== null) missing.add(party);
  }
  return [...missing];
}
