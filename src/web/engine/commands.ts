import type { FoundingParty } from '../../client/founding/first-charter.ts';
import type { Role } from '../../protocol/charter/charter.ts';
import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import type { CommuniqueKind, DisclosureText } from '../../protocol/disclosure/disclosure.ts';
import type { Attribution } from '../../records/author.ts';
import type { ProposedTexts } from '../../records/mediators-proposal/proposed-texts.ts';
import type { EntryContent } from '../../records/registry.ts';
import type { SoundingAnswer } from '../../records/sounding/form.ts';
import type { Sounding } from '../../records/sounding/sounding.ts';
import type { IdText } from '../../records/timeline.ts';
import type { TellTale } from '../../records/transfer/tell-tales.ts';
import type { Rung } from '../ideas/ladder-of.ts';
import type { Keeping, Key } from './gate.ts';

interface InRoom {
  readonly channel: IdText;
}

interface OfDisclosure extends InRoom {
  readonly digest: IdText;
}

interface OfProposal extends InRoom {
  readonly proposal: IdText;
}

type Nothing = Record<never, never>;

/**
 * What a page can ask of the engine. Each either resolves when it is done, or raises an `EngineFailure` with a code
 * that the message catalogue has a sentence for.
 */
export interface Commands {
  /** Somebody new on this device. Gives back their recovery phrase. */
  begin: { args: { keeping: Keeping }; value: { phrase: string } };
  /** Somebody who comes back, from their phrase. */
  recover: { args: { phrase: string; keeping: Keeping }; value: undefined };
  unlock: { args: { key: Key }; value: { kind: 'open' } | { kind: 'wrong' } };
  lock: { args: Nothing; value: undefined };
  /** Everything of this person is gone from this device. */
  forgetDevice: { args: Nothing; value: undefined };
  /** Shown again. Where the device has a lock, its key is asked for: whoever finds it open shall not be this person. */
  phrase: { args: { key?: Key }; value: { kind: 'phrase'; phrase: string } | { kind: 'wrong' } };
  /** The person says that the phrase is written down. */
  keepPhrase: { args: Nothing; value: undefined };
  changePassphrase: { args: { from: string; to: string }; value: { kind: 'changed' | 'wrong' } };
  /** One more way into a device that keeps something: a passkey, or a passphrase where there is none. */
  addWayIn: { args: { keeping: Exclude<Keeping, { kind: 'nothing' }> }; value: undefined };

  /** The secret of the venue's convener link: with it, rooms are opened here. */
  takeConvenerToken: { args: { token: Uint8Array }; value: undefined };
  /** Has the venue play the example. It holds nothing else, or refuses. */
  playExample: { args: Nothing; value: undefined };
  foundRooms: {
    args: {
      readonly processName: string;
      readonly parties: readonly FoundingParty[];
      readonly own: { readonly name: string; readonly affiliation: string; readonly party: string };
      readonly rooms: readonly RoomPlan[];
    };
    value: { channels: readonly IdText[] };
  };
  nameProcess: { args: { process: IdText; name: string }; value: undefined };

  /** Puts it among what waits, and into the record as soon as the venue can be reached. */
  post: {
    args: InRoom & { readonly attribution?: Attribution } & EntryContent;
    value: { entry: IdText };
  };
  /** Accepts the ground rules that everyone has agreed to. */
  acceptRules: { args: InRoom; value: undefined };
  retry: { args: InRoom & { entry: Uint8Array }; value: undefined };
  /** Not where the venue has it, or may have it. */
  discard: { args: InRoom & { entry: Uint8Array }; value: { readonly isGivenUp: boolean } };
  /** Lines of the record up to here were seen. Kept on this device alone. */
  seen: { args: InRoom & { lines: number }; value: undefined };
  /** Carries words from one room to another, without their author: noted there first, then put forward here. */
  transfer: {
    args: {
      readonly from: IdText;
      readonly entry: IdText;
      readonly to: IdText;
      /** A text of its own there, or the answer to what was carried from there before. */
      readonly as:
        | { readonly kind: 'put forward'; readonly title: string }
        | { readonly kind: 'answer'; readonly about: IdText };
      readonly text: string;
      readonly language: string;
      readonly attribution: 'on the record' | 'deniable';
      /** With fewer who could have said it, it is refused. */
      readonly authorsMin: number;
      /** Not now: it waits on this device, for so long or for a part of that as chance has it. */
      readonly later?: { readonly kind: 'after' | 'within'; readonly ms: number } | undefined;
    };
    value: { readonly kind: 'carried'; readonly entry: IdText } | { readonly kind: 'waits'; readonly until: number };
  };
  /** How far the ideas of a room have come, as far as this person can see. */
  ladders: { args: InRoom; value: { readonly ladders: Readonly<Record<IdText, readonly Rung[]>> } };
  carryNow: { args: { readonly id: IdText }; value: undefined };
  cancelCarry: { args: { readonly id: IdText }; value: { readonly isGivenUp: boolean } };
  /** What in a text could tell that it comes from this room, and from whom in it. */
  tellTales: { args: InRoom & { text: string; language: string }; value: { readonly found: readonly TellTale[] } };
  /** Words of this room that were carried from it, newest first: answers can be brought to them. */
  answerable: { args: InRoom; value: { readonly words: readonly Answerable[] } };
  /** Asks the room. Needs the line. `seats`: of `one seat a party`, which ones. */
  openSounding: {
    args: InRoom & {
      readonly attribution: 'on the record' | 'deniable';
      readonly asked: Omit<Sounding, 'box' | 'seats'>;
      readonly seats?: readonly IdText[];
    };
    value: { entry: IdText };
  };
  /** Once: a ballot is not changed. */
  vote: { args: InRoom & { readonly sounding: IdText; readonly answer: SoundingAnswer }; value: undefined };
  closeSounding: {
    args: InRoom & { readonly sounding: IdText; readonly attribution: 'on the record' | 'deniable' };
    value: undefined;
  };
  /** What a meeting is called in this person's calendar files: the same each time, and known to nobody else. */
  calendarUid: { args: InRoom & { entry: IdText }; value: { uid: string } };
  /** Every line of a record whose words hold this, newest first. */
  findInRecord: { args: InRoom & { text: string }; value: { indexes: readonly number[] } };
  /** The line of an entry, or the first that was said at this time or later. `undefined`: there is none. */
  placeInRecord: { args: InRoom & LinePlace; value: { index: number | undefined } };

  invite: { args: InRoom & { expiresAt: number }; value: { link: string } };
  /** All links to this room that were made on this device: nobody can knock with them any more. */
  withdrawInvitations: { args: InRoom; value: { count: number } };
  admit: {
    args: InRoom & {
      readonly invitation: Uint8Array;
      readonly knock: Uint8Array;
      readonly party: IdText;
      readonly role: Role;
      readonly consentHolder: boolean;
      readonly name: string;
      readonly affiliation: string;
      readonly attributes: readonly string[];
      /** `all`: from the room's first word on. */
      readonly readsFrom: 'now' | 'all';
      /** Whose place it takes over: that seat is out at once. */
      readonly succeeds?: IdText | undefined;
    };
    value: { seat: IdText };
  };
  dismiss: { args: InRoom & { invitation: Uint8Array; knock: Uint8Array }; value: undefined };
  removeSeat: { args: InRoom & { seat: IdText }; value: undefined };
  /** `party`: its id, where another room of the process has it already. */
  addParty: { args: InRoom & { party?: IdText; name: string; secretariat: boolean }; value: { party: IdText } };
  /** Asks for a seat; who answers is waited for in the background. */
  knock: {
    args: { readonly link: string; readonly name: string; readonly affiliation: string };
    value: { knock: IdText; safetyWords: readonly string[] };
  };
  /** Waits again for the answer to a knock that could not be waited for. */
  awaitAnswer: { args: { knock: IdText }; value: undefined };
  giveUpKnock: { args: { knock: IdText }; value: undefined };

  offerConsentKey: { args: InRoom; value: undefined };
  draftRoster: {
    args: InRoom & {
      readonly processName: string;
      readonly quorum: number;
      readonly parties: readonly { readonly party: IdText; readonly label?: string }[];
    };
    value: undefined;
  };
  signRoster: { args: InRoom; value: undefined };
  openSpace: { args: InRoom & { slug: string }; value: undefined };
  /** Another room of the process: texts from there are under the same roster. */
  adoptRoster: { args: InRoom & { from: IdText }; value: undefined };
  proposeDisclosure: {
    args: InRoom & {
      readonly kind: CommuniqueKind;
      readonly corrects?: IdText;
      readonly texts: readonly DisclosureText[];
      readonly claims: readonly { readonly entry: IdText; readonly label: string }[];
      readonly showParties: boolean;
      readonly respondBy?: number;
    };
    value: { digest: IdText };
  };
  consent: { args: OfDisclosure; value: undefined };
  refuse: { args: OfDisclosure & { reason: string }; value: undefined };
  withdrawDisclosure: { args: OfDisclosure; value: undefined };
  /** To every party that sits in the room, by a seat of the secretariat. */
  putProposal: {
    args: InRoom & { readonly texts: ProposedTexts; readonly respondBy?: number };
    value: { proposal: IdText };
  };
  /** This party's yes or no: once, and for good. */
  answerProposal: { args: OfProposal & { readonly yes: boolean }; value: undefined };
  /** As not completed. */
  endProposal: { args: OfProposal; value: undefined };
  /** Waits for the beat of the public log that the claims need; that can take minutes. */
  publish: { args: OfDisclosure; value: { link: string; number: number } };
}

export interface Answerable {
  readonly entry: IdText;
  /** A title, or how it begins. */
  readonly text: string;
  readonly language: string;
}

export type LinePlace = { readonly entry: IdText } | { readonly from: number };

export interface RoomPlan {
  readonly title: string;
  readonly purpose: string;
  readonly groundRules: GroundRules;
  /** Names of the parties that sit there. */
  readonly parties: readonly string[];
  readonly consentHolder: boolean;
}

export type CommandName = keyof Commands;
export type CommandArgs<Name extends CommandName> = Commands[Name]['args'];
export type CommandValue<Name extends CommandName> = Commands[Name]['value'];
