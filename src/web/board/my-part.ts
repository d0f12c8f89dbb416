import type { DisclosureView } from '../../records/disclosure/disclosure-slice.ts';
import { rosterInForce } from '../../records/roster/roster-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';

export type SeenFromMySeat = Pick<RoomView, 'me' | 'projection' | 'hasConsentKey'>;

/** What this person can do about a text that was put to the parties. */
export interface MyPart {
  readonly answer: 'consented' | 'refused' | undefined;
  /** Its party is asked, has not consented, and this seat may say so. A party that refused may think better of it. */
  readonly canConsent: boolean;
  readonly canRefuse: boolean;
  readonly canWithdraw: boolean;
  readonly canPublish: boolean;
  /** Why this person is not asked, where their party is. */
  readonly why: 'not a holder' | 'key elsewhere' | undefined;
}

const NOTHING: MyPart = {
  answer: undefined,
  canConsent: false,
  canRefuse: false,
  canWithdraw: false,
  canPublish: false,
  why: undefined,
};

const OPEN: ReadonlySet<DisclosureView['state']['kind']> = new Set(['proposed', 'consented', 'auditing']);

export function isOpenText({ state }: DisclosureView): boolean {
  return OPEN.has(state.kind);
}

export function myPart(room: SeenFromMySeat, view: DisclosureView): MyPart {
  const { me, projection } = room;
  if (me.leftAt !== null) return NOTHING;
  const isAsked = rosterInForce(projection.rosters)?.parties.includes(me.party) === true;
  const answer = view.consents[me.party] ? 'consented' : view.refusals[me.party] ? 'refused' : undefined;
  const holdsKey = me.consentHolder && isMyKey(room);
  const isOpen = isOpenText(view);
  const mayAnswer = isOpen && isAsked && answer !== 'consented';
  return {
    answer,
    canConsent: mayAnswer && holdsKey,
    canRefuse: mayAnswer && me.consentHolder && answer !== 'refused',
    canWithdraw: isOpen && (view.proposedBy === me.seat || me.role === 'steward'),
    canPublish: mayPublish(room, view),
    why: !mayAnswer || holdsKey ? undefined : me.consentHolder ? 'key elsewhere' : 'not a holder',
  };
}

/** Who opened claims can hand them over; a text without claims, a steward too. */
function mayPublish({ me }: SeenFromMySeat, view: DisclosureView): boolean {
  if (view.state.kind !== 'released') return false;
  if (view.entries.length === 0) return me.consentHolder || me.role === 'steward';
  return me.consentHolder && view.reveals[me.party]?.seat === me.seat;
}

/** The key in the list of parties is this person's, and not one of another holder of their party. */
function isMyKey({ me, projection, hasConsentKey }: SeenFromMySeat): boolean {
  if (!hasConsentKey) return false;
  const offer = projection.rosters.offers[me.party];
  return offer === undefined || offer.seat === me.seat || !isInForce(projection, me.party, offer.consentKey);
}

function isInForce(projection: SeenFromMySeat['projection'], party: IdText, key: Uint8Array): boolean {
  const roster = rosterInForce(projection.rosters);
  const known = roster?.consentKeys[roster.parties.indexOf(party)];
  return known !== undefined && known.length === key.length && known.every((byte, at) => byte === key[at]);
}

/** Whether too few parties would be left who could consent, once this person's party has refused as well. */
export function refusalEnds(
  { me, projection }: Pick<SeenFromMySeat, 'me' | 'projection'>,
  { refusals }: Pick<DisclosureView, 'refusals'>,
): boolean {
  const roster = rosterInForce(projection.rosters);
  if (roster === undefined) return false;
  const left = roster.parties.filter((party) => party !== null && party !== me.party && refusals[party] === undefined);
  return left.length < roster.quorum;
}
