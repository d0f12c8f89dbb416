export type PostRefusalCode =
  | 'FORGED' // the author's proof does not hold
  | 'REPLAYED' // its entry id is another entry's: [RECORD-3]
  | 'BAD_SIGNATURE' // a signature that the content carries does not hold
  | 'SEAT_NOT_PRESENT'
  | 'NOT_YOUR_PARTY'
  | 'ATTRIBUTION_NOT_ALLOWED' // by the kind, or by the room's rule
  | 'NOT_ACCEPTED' // the ground rules, by who would speak
  | 'OTHER_RULES' // than those that everyone has agreed to
  | 'NOT_STRICTER' // than the ground rules that hold
  | 'NOT_SHREDDED_HERE' // the room keeps what is said in it
  | 'NOT_OFF_THE_RECORD' // a gesture that makes use of what was said
  | 'NO_SUCH_ENTRY'
  | 'WRONG_KIND' // what it refers to is something else
  | 'NOT_THE_AUTHOR'
  | 'OTHER_ATTRIBUTION' // than the entry that it changes
  | 'ALREADY_WITHDRAWN'
  | 'ON_HOLD' // said in a caucus, and not marked as free to be conveyed
  | 'NOT_A_CAUCUS'
  | 'NOT_FREER' // a mark that would hold back what was free
  | 'ALREADY_CARRIED' // its mark is settled
  | 'NOT_CARRIED' // from here, so that nothing can be answered to it
  | 'TOO_FEW_AUTHORS' // whose the carried words could be: said by the carrier's own engine, never by the record
  | 'NOT_ON_THE_OFFICIAL_TRACK' // where alone a party tables something
  | 'ALREADY_MERGED' // into another idea: that one is gone on with
  | 'NOT_THE_STEWARD'
  | 'NOT_THE_SECRETARIAT'
  | 'NOT_THE_SECRETARIATS_CHANNEL'
  | 'NOT_A_CONSENT_HOLDER'
  | 'NO_SUCH_PARTY'
  | 'WRONG_GENERATION'
  | 'WRONG_STATE' // what it refers to has moved on, or is not there yet
  | 'ENDS_BEFORE_IT_STARTS'
  | 'NOTHING_CHANGED'
  | 'NO_ROSTER'
  | 'OTHER_ROSTER' // than the one in force
  | 'WRONG_INDEX' // not this party's place in the roster, or no claim of the disclosure
  | 'NOT_IN_THE_ROSTER'
  | 'NOT_OFFERED' // a key that its party did not offer
  | 'NOT_ENDORSED' // by a quorum of the roster before: [ROSTER-2]
  | 'NO_OPENINGS_HERE' // this room's salts are noise or forgotten: [SHARE-4]
  | 'OTHER_COMMITMENT' // than the entry's that it claims
  | 'ALREADY_PROPOSED'
  | 'TOO_MANY_PENDING'
  | 'ALREADY_CONSENTED'
  | 'NOT_CONSENTED' // by this party
  | 'NOT_REVEALED' // the party's consent is still sealed
  | 'OTHER_SEAL' // than the one that the party's signature opens
  | 'QUORUM_NOT_REACHED' // [CONSENT-3]
  | 'OTHER_PARTIES' // than those that sit here: [AND-1]
  | 'NOT_ASKED' // this party, by the proposal
  | 'ANOTHER_SEAT_ANSWERS' // for this party: [AND-13]
  | 'BOX_TAKEN' // by another sounding
  | 'OTHER_ELECTORATE' // than the room has now
  | 'TOO_FEW_SEATS' // to hide among
  | 'OTHER_FORM' // than the sounding asks for
  | 'OUTSIDE_ITS_BOX' // a ballot that does not come from there: [SOUND-6]
  | 'NOT_IN_THE_ELECTORATE'
  | 'NO_BALLOT' // on this device: another one of this seat has it, or it was not given yet
  | 'ALREADY_VOTED';

/** Why an entry may not be posted or, if it was posted all the same, is skipped by everyone: `[RECORD-4]`. */
export interface PostRefusal {
  readonly code: PostRefusalCode;
  /** The rule, for an engineer's log. What a person reads comes from the message catalogue. */
  readonly rule: string;
  /** It rests on what this reader may not have read: others may know better. `[RECORD-7]` */
  readonly isUncertain: boolean;
}

export function refuse(code: PostRefusalCode, rule: string, isUncertain = false): PostRefusal {
  return { code, rule, isUncertain };
}

/** The first that is certain, or else the first: what this reader does not know excuses nothing that it does. */
export function strictest(...refusals: readonly (PostRefusal | undefined)[]): PostRefusal | undefined {
  const all = refusals.filter((refusal) => refusal !== undefined);
  return all.find(({ isUncertain }) => !isUncertain) ?? all[0];
}
