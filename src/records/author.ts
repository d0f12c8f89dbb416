import type { PartyId, SeatId } from '../base/ids.ts';

/**
 * How much an entry says of who posted it.
 *
 * Every gesture (an amendment, a withdrawal, an answer) is an entry with an attribution of its own,
 * or it would say more of its author than the entry that it concerns.
 */
export type Attribution = 'on the record' | 'deniable' | 'unattributed';

/**
 * What this device could make of the author's proof: `[AUTHN-1]`, `[AUTHN-4]`.
 *
 * - `verified`: this seat's own MAC and the epoch's signature hold.
 * - `not-verifiable`: the entry is older than this seat.
 * - `forged`: there is a proof and it does not hold. Such an entry is never applied.
 */
export type Authenticity = 'verified' | 'not-verifiable' | 'forged';

/** Who posts an entry, or is shown as having posted it: a seat that is named. */
export interface Author {
  readonly seat: SeatId;
  readonly party: PartyId;
  readonly attribution: Exclude<Attribution, 'unattributed'>;
  readonly authenticity: Authenticity;
  /** The seat's own signature over the commitment is there and holds: `[AUTHN-3]`. */
  readonly onRecord: boolean;
}

/** Somebody of the room, and nobody can tell who: `[UNATTR-4]`. */
export interface Unattributed {
  readonly seat: undefined;
  readonly party: undefined;
  readonly attribution: 'unattributed';
  readonly authenticity: Authenticity;
  readonly onRecord: false;
}

export type AnyAuthor = Author | Unattributed;
