import type { IdText } from '../timeline.ts';

/** Keyed by the digest of the disclosure's bytes: one changed byte is another disclosure. `[CONSENT-2]` */
export interface DisclosureSlice {
  order: IdText[];
  byDigest: Record<IdText, DisclosureView>;
  /** By the disclosure's own id: the digest of its latest version. */
  latest: Record<IdText, IdText>;
  /** Digests of those that are not settled. */
  pending: IdText[];
  /**
   * Proposed before this reader has the roster, which is then said again soon: until it comes, and as long as nobody
   * has answered, they wait here. Oldest first.
   */
  early: DisclosureView[];
}

export interface DisclosureView {
  position: number;
  digest: IdText;
  id: IdText;
  proposedBy: IdText;
  disclosure: Uint8Array;
  /** The entries that the claims are about, in the claims' order. */
  entries: IdText[];
  rosterDigest: IdText;
  /** When the proposer would like an answer; nothing happens by itself then. */
  respondBy: number | null;
  state: DisclosureState;
  /** By party: each a sealed signature, or something else that nobody will ever open. */
  consents: Record<IdText, SealedConsentView>;
  /** By party: the signatures, each checked against its seal and the roster's key. */
  reveals: Record<IdText, { index: number; signature: Uint8Array; seat: IdText; position: number }>;
  refusals: Record<IdText, { reason: string; seat: IdText; position: number }>;
  shares: Record<IdText, AuditShareView[]>;
  releases: Record<IdText, { index: number; digest: IdText; signature: Uint8Array; seat: IdText; position: number }>;
}

export interface SealedConsentView {
  index: number;
  seal: Uint8Array;
  seat: IdText;
  position: number;
  /** This device knows that the seat posted it. Of seals from before its own admission it does not. */
  isVerified: boolean;
}

/** One consenting party's share of one claim's salt, sealed to another consenting party. */
export interface AuditShareView {
  readonly claim: number;
  readonly recipient: IdText;
  readonly generation: number;
  readonly sealed: Uint8Array;
}

/**
 * Where a disclosure stands, and whom it waits for (parties).
 *
 * ```
 * proposed → consented → auditing → released → published
 *    │                      └→ voided  (an audit found a mismatch: [CONSENT-4])
 *    ├→ refused (so many refusals that the quorum cannot be reached)
 *    └→ lapsed  (also from consented and auditing: withdrawn, superseded, or the roster changed)
 * ```
 */
export type DisclosureState =
  /** Consents are sealed: no signature may be shown, no share may move. `awaited` have neither consented nor refused. */
  | { kind: 'proposed'; awaited: IdText[] }
  /** A quorum of sealed consents is there, to be opened. No share may move. */
  | { kind: 'consented'; revealsAwaited: IdText[] }
  /**
   * A quorum of signatures is there. Those who gave them exchange shares, audit, and sign the release; others who
   * consented may still open theirs, and join.
   */
  | { kind: 'auditing'; revealsAwaited: IdText[]; sharesAwaited: IdText[]; releasesAwaited: IdText[] }
  /** A quorum signed one and the same release: the venue will accept it. */
  | { kind: 'released'; release: IdText }
  | { kind: 'published'; release: IdText; slug: string; number: number; link: string; position: number }
  | { kind: 'refused'; by: IdText[] }
  | { kind: 'lapsed'; reason: LapseReason; position: number }
  | { kind: 'voided'; claim: number; by: IdText; position: number };

export type LapseReason = 'withdrawn' | 'superseded' | 'roster changed';

export function emptyDisclosures(): DisclosureSlice {
  return { order: [], byDigest: {}, latest: {}, pending: [], early: [] };
}
