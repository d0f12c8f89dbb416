import { CodedError } from '../base/coded-error.ts';

/** What the engine tells its user went wrong. What to do about it is in the message catalogue under the same code. */
export type ClientErrorCode =
  | 'VENUE_UNREACHABLE' // no connection, or none in time; nothing was lost, it is tried again
  | 'VENUE_REFUSED' // the venue said no; `detail.code` says why
  | 'VENUE_MISBEHAVED' // an answer that is none of the protocol
  | 'WRONG_VENUE' // another origin than the one that the invitation or vault names
  | 'NOT_AN_INVITATION' // the link is none, or cut off
  | 'INVITATION_ENDED' // expired, withdrawn, or the knock was dismissed
  | 'ADMISSION_BROKEN' // what came back from the steward does not open or does not fit
  | 'NOT_A_STEWARD' // only a steward of this channel may do that
  | 'NOT_SEATED' // this seat has left the channel
  | 'UNKNOWN_SEAT'
  | 'UNKNOWN_PARTY'
  | 'POST_REFUSED' // the entry's kind or the room's rule does not allow it; `detail.code` says why
  | 'SUPERSEDED' // others changed the channel again and again while this was tried; try again
  | 'DISCLOSURE_STATE' // the disclosure is not at that point
  | 'PROPOSAL_STATE' // no answer is awaited from this device
  | 'NO_SHARE_KEY' // this seat does not hold its party's key for a text that is to be opened
  | 'PHRASE_WITHOUT_SEATS' // the phrase is sound, but this venue's vault holds nothing for it
  | 'RECORD_BROKEN' // the venue shows another record than this seat knew: do not go on; compare with others in the room
  | 'STORAGE_BROKEN' // what the device remembered does not read; restore from the phrase
  | 'CLOSED';

export class ClientError extends CodedError<ClientErrorCode> {}
