import type { Decoded } from '../protocol/codec/codec.ts';
import type { AnyAuthor } from './author.ts';
import { briefing } from './briefing/briefing.ts';
import { listedChannel } from './channel/listed-channel.ts';
import { auditMismatch } from './disclosure/audit-mismatch.ts';
import { auditShare } from './disclosure/audit-share.ts';
import { consentReveal } from './disclosure/consent-reveal.ts';
import { disclosureConsent } from './disclosure/disclosure-consent.ts';
import { disclosureLapse } from './disclosure/disclosure-lapse.ts';
import { disclosureProposal } from './disclosure/disclosure-proposal.ts';
import { disclosurePublished } from './disclosure/disclosure-published.ts';
import { disclosureRefusal } from './disclosure/disclosure-refusal.ts';
import { disclosureRelease } from './disclosure/disclosure-release.ts';
import { fact } from './fact/fact.ts';
import { idea } from './idea/idea.ts';
import { ideaArgument } from './idea/idea-argument.ts';
import { ideaMerge } from './idea/idea-merge.ts';
import { ideaVersion } from './idea/idea-version.ts';
import { nonPaper } from './idea/non-paper.ts';
import { mediatorsProposal } from './mediators-proposal/mediators-proposal.ts';
import { proposalEnded } from './mediators-proposal/proposal-ended.ts';
import { proposalStep } from './mediators-proposal/proposal-step.ts';
import { meeting } from './meeting/meeting.ts';
import { meetingOutcome } from './meeting/meeting-outcome.ts';
import { meetingRevision } from './meeting/meeting-revision.ts';
import { minutes } from './meeting/minutes.ts';
import type { OpenedEntry } from './opened-entry.ts';
import { outsideEvent } from './outside-event/outside-event.ts';
import { partyKey } from './party-key/party-key.ts';
import { proposal } from './proposal/proposal.ts';
import { reaction } from './reaction/reaction.ts';
import type { RecordKind } from './record-kind.ts';
import { RecordsError } from './records-error.ts';
import { rosterDraft } from './roster/roster-draft.ts';
import { rosterOffer } from './roster/roster-offer.ts';
import { rosterOpened } from './roster/roster-opened.ts';
import { rosterSignature } from './roster/roster-signature.ts';
import { rulesAccepted } from './rules/rules-accepted.ts';
import { rulesAssent } from './rules/rules-assent.ts';
import { rulesTightening } from './rules/rules-tightening.ts';
import { stretch } from './rules/stretch.ts';
import { shredding } from './shredding/shredding.ts';
import { ballot } from './sounding/ballot.ts';
import { sounding } from './sounding/sounding.ts';
import { soundingClosed } from './sounding/sounding-closed.ts';
import { amendment } from './statement/amendment.ts';
import { question } from './statement/question.ts';
import { statement } from './statement/statement.ts';
import { withdrawal } from './statement/withdrawal.ts';
import { answerBrought } from './transfer/answer-brought.ts';
import { putForward } from './transfer/put-forward.ts';
import { transferNote } from './transfer/transfer-note.ts';
import { undertaking } from './undertaking/undertaking.ts';
import { undertakingUpdate } from './undertaking/undertaking-update.ts';

/** Every kind of entry there is. Adding a feature is adding a folder and its line here. */
export const RECORD_KINDS = [
  statement,
  amendment,
  withdrawal,
  idea,
  ideaArgument,
  transferNote,
  putForward,
  meeting,
  meetingRevision,
  meetingOutcome,
  minutes,
  briefing,
  undertaking,
  undertakingUpdate,
  fact,
  listedChannel,
  partyKey,
  rosterOffer,
  rosterDraft,
  rosterSignature,
  rosterOpened,
  disclosureProposal,
  disclosureConsent,
  disclosureRefusal,
  auditShare,
  auditMismatch,
  disclosureRelease,
  disclosurePublished,
  disclosureLapse,
  shredding,
  consentReveal,
  outsideEvent,
  rulesAccepted,
  rulesTightening,
  rulesAssent,
  stretch,
  mediatorsProposal,
  proposalStep,
  proposalEnded,
  nonPaper,
  proposal,
  ideaMerge,
  ideaVersion,
  answerBrought,
  sounding,
  ballot,
  soundingClosed,
  question,
  reaction,
] as const;

type Known = (typeof RECORD_KINDS)[number];

export type KindName = Known['kind'];
export type ContentOf<Name extends KindName> = Decoded<Extract<Known, { kind: Name }>['codec']>;

/** What a payload holds, when this version knows its kind. */
export type EntryContent = { [Name in KindName]: { readonly kind: Name; readonly content: ContentOf<Name> } }[KindName];

/** An opened entry of a known kind. */
export type KnownEntry = { [Name in KindName]: OpenedEntry<ContentOf<Name>, Name, AnyAuthor> }[KindName];

type AnyKind = RecordKind<KindName, unknown, AnyAuthor>;

const byTag: ReadonlyMap<number, AnyKind> = new Map(RECORD_KINDS.map((kind) => [kind.tag, kind as AnyKind]));
const byName: ReadonlyMap<string, AnyKind> = new Map(RECORD_KINDS.map((kind) => [kind.kind, kind as AnyKind]));

/** `undefined` for a tag of a newer version. */
export function kindByTag(tag: number): AnyKind | undefined {
  return byTag.get(tag);
}

export function kindByName(name: KindName): AnyKind {
  const kind = byName.get(name);
  if (kind === undefined) throw new RecordsError('UNKNOWN_KIND', `no kind is called ${name}`);
  return kind;
}
