import { CodedError } from '../base/coded-error.ts';
import type { DisclosureErrorCode } from '../protocol/disclosure/disclosure-error.ts';

/** One a way to fail. What a person reads is in messages.ts. */
export type VerifyErrorCode =
  | DisclosureErrorCode
  | 'VENUE_KEY_MALFORMED' // not an Ed25519 verifier key
  | 'CHECKPOINT_MALFORMED' // not a signed note, or one that holds no checkpoint
  | 'CHECKPOINT_OF_ANOTHER_KEY' // no signature by the venue's key
  | 'CHECKPOINT_SIGNATURE_WRONG' // names the venue's key, and is not its signature
  | 'CHECKPOINT_OF_ANOTHER_LOG' // signed by the venue's key, and about another log
  | 'CHECKPOINT_TOO_OLD' // of before an entry that it should cover
  | 'ROSTER_NOT_LOGGED' // a roster is not where the file says
  | 'RELEASE_NOT_LOGGED' // the release is not where the file says
  | 'LOG_UNREADABLE' // a file of the log that is needed is missing or broken
  | 'LOG_OF_ANOTHER_VENUE' // the log given has no checkpoint by the venue's key
  | 'LOG_SHORTER' // the log has fewer entries than the file's checkpoint
  | 'LOG_DIFFERS'; // the log's present state does not contain the one that the file shows

export class VerifyError extends CodedError<VerifyErrorCode> {}
