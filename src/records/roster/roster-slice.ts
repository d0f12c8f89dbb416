import type { IdText } from '../timeline.ts';

export interface RosterSlice {
  /** By party: the consent key that one of its consent holders last offered. */
  offers: Record<IdText, { consentKey: Uint8Array; seat: IdText; position: number }>;
  /** What is being signed now. */
  draft: RosterDraftView | null;
  /** Rosters whose public space was opened, oldest first. The last one is in force. */
  opened: OpenedRosterView[];
}

export interface RosterDraftView {
  position: number;
  digest: IdText;
  /** Canonical bytes of the roster. */
  roster: Uint8Array;
  consentKeys: Uint8Array[];
  /** Which party of this room is which index. */
  parties: IdText[];
  /** By index: the signature with the draft's own key. */
  ownSignatures: (Uint8Array | null)[];
  /** By index in the roster in force: endorsements by the quorum before. Empty for a first roster. */
  endorsements: (Uint8Array | null)[];
  /** Parties whose own signature is missing. */
  awaited: IdText[];
}

export interface OpenedRosterView {
  position: number;
  digest: IdText;
  slug: string;
  /** Canonical bytes of the signed roster. */
  signedRoster: Uint8Array;
  consentKeys: Uint8Array[];
  /** By index; null for a party of the process that has no place in this room. */
  parties: (IdText | null)[];
  /** How many of its keys a disclosure needs. */
  quorum: number;
  /** The epoch in which it was last said: whoever reads from later on does not know it. */
  saidInEpoch: number;
}

export function emptyRosters(): RosterSlice {
  return { offers: {}, draft: null, opened: [] };
}

export function rosterInForce(rosters: RosterSlice): OpenedRosterView | undefined {
  return rosters.opened.at(-1);
}
