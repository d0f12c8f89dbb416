import { CodedError } from '../../base/coded-error.ts';

export type DisclosureErrorCode =
  | 'PROCESS_KEY_MALFORMED' // not a verifier key of type 0xff, or one whose hash is not its own
  | 'ROSTER_OF_ANOTHER_PROCESS' // the first roster is not the one that the process key names
  | 'ROSTER_NOT_SIGNED' // a key of the roster has not signed it
  | 'ROSTER_NOT_A_SUCCESSOR' // does not follow the roster before it
  | 'ROSTER_ENDORSEMENT_INVALID' // an endorsement that is none: unknown key, twice, or a wrong signature
  | 'ROSTER_WITHOUT_QUORUM' // too few of the roster before endorse it
  | 'CONSENT_TO_ANOTHER_ROSTER' // the disclosure names another roster
  | 'CONSENT_OF_UNKNOWN_PARTY' // an index that the roster does not have
  | 'CONSENT_TWICE' // one party counted twice
  | 'CONSENT_INVALID' // not this party's signature over this disclosure
  | 'RELEASE_INVALID' // not this party's signature over this release
  | 'CONSENTS_BELOW_QUORUM' // fewer parties than the roster asks for
  | 'CLAIM_WITHOUT_OPENING' // not one opening for each claim
  | 'OPENING_MISMATCH' // payload and salt do not give the claimed commitment
  | 'OPENING_NOT_LOGGED' // index, size, proof and blind do not lead to the log's root
  | 'AUTHORSHIP_INVALID' // not that key's record signature
  | 'COMMUNIQUE_TOO_LARGE' // past the limit, unread
  | 'COMMUNIQUE_MALFORMED' // not the JSON of a communiqué, or not the bytes of what it should hold
  | 'COMMUNIQUE_VERSION_UNKNOWN' // says that it is another format
  | 'COMMUNIQUE_READABLE_DIFFERS'; // what a person reads in the file is not what was signed

export class DisclosureError extends CodedError<DisclosureErrorCode> {}
