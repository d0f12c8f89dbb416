import type { ChannelId, EntryId, Epoch, PartyId, SeatId } from '../../../base/ids.ts';
import type { WaitingGuest } from '../../../client/joining/stewardship.ts';
import type { SoundingToOpen } from '../../../client/sounding/sounding-desk.ts';
import type { ConsentSignatures } from '../../../protocol/disclosure/consent.ts';
import type { Release } from '../../../protocol/disclosure/release.ts';
import type { Attribution } from '../../../records/author.ts';
import type { DisclosureView } from '../../../records/disclosure/disclosure-slice.ts';
import type { ProposalStanding } from '../../../records/mediators-proposal/proposal-standing.ts';
import type { ProposedTexts } from '../../../records/mediators-proposal/proposed-texts.ts';
import type { MeetingView } from '../../../records/meeting/meeting-slice.ts';
import type { ChannelProjection } from '../../../records/projection.ts';
import type { ContentOf, KindName } from '../../../records/registry.ts';
import type { SoundingAnswer } from '../../../records/sounding/form.ts';
import type { ActionBy } from '../language/actions.ts';
import type { ChannelScript } from '../language/head.ts';

/**
 * What the player asks of a participant's engine. The one file that fits the engine to it is `engine-cast.ts`;
 * everything else of the player speaks these words.
 */
export interface CastMember {
  found(
    channel: ChannelScript,
    own: OwnSeat,
    /** Names of those that will sit there. */
    parties: readonly string[],
    venue: { readonly url: string; readonly convenerToken: Uint8Array },
  ): Promise<CastSeat>;
  knock(link: string, introduction: { readonly name: string; readonly affiliation: string }): Promise<Knocker>;
  /** All bytes that this person's device remembers, whatever they are. */
  everythingHeld(): Promise<Uint8Array>;
  close(): Promise<void>;
  /** After closing: the whole device, to go on elsewhere, and never here again. */
  takeAway(): Promise<{ readonly storage: Uint8Array; readonly entropy: Uint8Array }>;
}

export type OwnSeat = {
  readonly name: string;
  readonly affiliation: string;
  readonly party: string;
  readonly attributes: readonly string[];
  readonly consentHolder: boolean;
};

/** A guest at the door. */
export interface Knocker {
  readonly safetyWords: readonly string[];
  admitted(): Promise<CastSeat>;
}

/** A knock as the steward sees it: the engine's own object, handed back to it. */
export type KnockRef = WaitingGuest;

/** A proposed disclosure, by the digest of its exact bytes. */
export type DisclosureRef = Uint8Array;

export interface CastSeat {
  readonly seat: SeatId;
  readonly party: PartyId;
  readonly channel: ChannelId;
  readonly projection: ChannelProjection;
  readonly violations: readonly { readonly kind: string }[];
  readonly disclosure: CastDisclosure;
  readonly proposals: CastProposals;

  post<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options: { readonly attribution?: Attribution },
  ): Promise<EntryId>;
  /** Asks the room. */
  sound(asked: Omit<SoundingToOpen, 'seats'>): Promise<EntryId>;
  /** Until the venue holds the ballot. */
  vote(sounding: EntryId, answer: SoundingAnswer): Promise<void>;
  /** Until it stands closed in this seat's record. */
  closeSounding(sounding: EntryId): Promise<void>;
  synced(): Promise<void>;
  /** Does what has come due by the clock alone. */
  lookAtClock(): Promise<void>;
  /** Holds the record against the public log, as far as that has come. */
  lookAtLog(): Promise<void>;
  invite(): Promise<string>;
  /** The knock with the newcomer's safety words; throws SAFETY_WORDS_DIFFER where there is none. */
  findKnock(knocker: Knocker): Promise<KnockRef>;
  admit(knock: KnockRef, terms: AdmissionTerms): Promise<void>;
  remove(seat: SeatId): Promise<void>;
  turnEpoch(): Promise<void>;

  /** The sealed items of the record after this position, as the venue holds them. */
  itemsAfter(position: number): Promise<readonly Uint8Array[]>;
  /** How many of these sealed items any key that this seat still holds can open. */
  opens(items: readonly Uint8Array[]): Promise<number>;

  isConsentHolder(): boolean;
  positionOf(entry: EntryId): number | undefined;
  meetingState(entry: EntryId): MeetingView['state']['kind'] | undefined;
  disclosureState(disclosure: DisclosureRef): DisclosureView['state']['kind'] | undefined;
  /** Whether these words stand anywhere in what this seat sees. */
  shows(text: string): boolean;
  everythingShown(): Uint8Array;
}

export type AdmissionTerms = {
  readonly party: string;
  readonly role: 'member' | 'steward';
  readonly attributes: readonly string[];
  readonly consentHolder: boolean;
  /** What a newcomer may read begins with an epoch. */
  readonly readsFrom: 'now' | Epoch;
  /** Whose place passes on. */
  readonly succeeds: SeatId | undefined;
};

export interface CastDisclosure {
  offerConsentKey(): Promise<void>;
  draftRoster(terms: { processName: string; quorum: number; labels: ReadonlyMap<PartyId, string> }): Promise<void>;
  signRoster(): Promise<void>;
  openSpace(terms: { slug: string; convenerToken: Uint8Array }): Promise<void>;
  propose(terms: {
    kind: ActionBy<'disclose'>['kind'];
    texts: ActionBy<'disclose'>['texts'];
    claims: readonly { readonly entry: EntryId; readonly label: string }[];
    showParties: boolean;
    corrects: DisclosureRef | undefined;
  }): Promise<DisclosureRef>;
  consent(disclosure: DisclosureRef): Promise<void>;
  refuse(disclosure: DisclosureRef, reason: string): Promise<void>;
  auditShares(disclosure: DisclosureRef): Promise<void>;
  release(disclosure: DisclosureRef): Promise<void>;
  /** Whatever this seat's consents have made due: shares after the quorum, the audit, the second signature. */
  advance(): Promise<void>;
  publish(disclosure: DisclosureRef): Promise<void>;
  /** Both signatures of this holder, the second before its time; `undefined` for a text whose claims it cannot open. */
  signTooEarly(disclosure: DisclosureRef): Promise<SignedTooEarly | undefined>;
}

export interface CastProposals {
  propose(texts: ProposedTexts): Promise<EntryId>;
  answer(proposal: EntryId, yes: boolean): Promise<void>;
  end(proposal: EntryId): Promise<void>;
  standing(proposal: EntryId): ProposalStanding | undefined;
}

export type SignedTooEarly = { readonly release: Release; readonly signatures: ConsentSignatures };
