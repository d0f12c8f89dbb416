import type { IdText } from '../timeline.ts';

export interface RosterSlice {
  /** By party: the consent key that one of its consent holders last offered. */
  offers: Record<IdText, { consentKey: Uint8Array; seat: IdText; position: number }>;
  /** What is being signed now. */
  draft: RosterDraft | null;
  /** Rosters whose public space was opened, oldest first. The last one is in force. */
  opened: OpenedRoster[];
}

export interface RosterDraft {
  position: number;
  digest: IdText;
  roster: Uint8Array;
  consentKeys: Uint8Array[];
  /** Which party of this room is which index. */
  parties: IdText[];
  /** By index: the signature with the draft's own key. */
  ownSignatures: (Uint8Array | null)[];
  /** By index in the roster in force: the signature of the quorum before. Empty for a first roster. */
  previousSignatures: (Uint8Array | null)[];
  /** Parties whose own signature is missing. */
  awaited: IdText[];
}

export interface OpenedRoster {
  position: number;
  digest: IdText;
  slug: string;
  signedRoster: Uint8Array;
  consentKeys: Uint8Array[];
  parties: IdText[];
  /** How many of its keys a disclosure needs. Never 0 here. */
  quorum: number;
}

export function emptyRosters(): RosterSlice {
  return { offers: {}, draft: null, opened: [] };
}
