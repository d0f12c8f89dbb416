import type { Role } from '../../protocol/charter/charter.ts';
import type { Rule, Track } from '../../protocol/charter/ground-rules.ts';
import { emptyRules, type RulesSlice } from '../rules/rules-slice.ts';
import type { IdText } from '../timeline.ts';

/** The charter as it is shown: what all members agree on now, and who has left. */
export interface RoomSlice {
  /** False until the founding's charter is known. */
  founded: boolean;
  epoch: number;
  charterGeneration: number;
  title: string;
  purpose: string;
  track: Track;
  /** These five are the charter's, and frozen: they say how the channel was founded. What holds now is in `rules`. */
  rule: Rule;
  /** 0 means all parties. */
  quorum: number;
  retentionDays: number | null;
  ballotsMin: number;
  secretariatHoldsShare: boolean;
  rules: RulesSlice;
  /** Off the record: what stood before this position is forgotten. */
  shreddedBefore: number;
  /**
   * This reader has the record from here on without a gap: from its seat's admission, say. 0 is the whole of it.
   * What an entry refers to may stand before: `[RECORD-7]`.
   */
  readsFromPosition: number;
  parties: Record<IdText, PartyView>;
  seats: Record<IdText, SeatView>;
}

export interface PartyView {
  name: string;
  secretariat: boolean;
  shareKey: Uint8Array;
  shareKeyGeneration: number;
  /** Seats of this party that are present. A party without any keeps its line. */
  seatsPresent: number;
}

export interface SeatView {
  party: IdText;
  name: string;
  affiliation: string;
  attributes: string[];
  vouchedBy: IdText;
  role: Role;
  consentHolder: boolean;
  signKey: Uint8Array;
  readsFrom: number;
  admittedAt: number;
  /** The position of the handshake that removed it; null while it is present. */
  leftAt: number | null;
  /** Whose place it took over, and who took over its own. */
  succeeds: IdText | null;
  succeededBy: IdText | null;
}

export function emptyRoom(): RoomSlice {
  return {
    founded: false,
    epoch: 0,
    charterGeneration: 0,
    title: '',
    purpose: '',
    track: 'unofficial',
    rule: 'off the record',
    quorum: 0,
    retentionDays: null,
    ballotsMin: 0,
    secretariatHoldsShare: false,
    rules: emptyRules(),
    shreddedBefore: 0,
    readsFromPosition: 0,
    parties: {},
    seats: {},
  };
}
