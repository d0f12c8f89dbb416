import { CodedError } from '../../base/coded-error.ts';

/** Why an item in the record is no readable entry, though its epoch's record secret is at hand. `[RECORD-4]` */
export type BrokenEntryCode =
  | 'NOT_AN_ENTRY' // not an envelope in its one spelling
  | 'OTHER_CHANNEL' // the header names another channel than the one it was found in
  | 'KEY_COMMITMENT' // sealed under another key: another epoch's, or one made to open twice
  | 'CIPHERTEXT' // header, nonce or ciphertext was altered
  | 'PADDING' // not zeros, or not the smallest class
  | 'BODY'; // opened, and is no body that this version can read

export type SealErrorCode =
  | BrokenEntryCode
  | 'PAYLOAD_SIZE' // empty, or past PAYLOAD_BYTES_MAX
  | 'BODY_SIZE' // the body with its shares and announcement is past the largest size class
  | 'NOT_SEATED' // the author has no seat in the charter that was given
  | 'KEY_MISMATCH'; // the seat's keys are not those that the charter names

/** What a caller of `seal/` did wrong. What others sent is never thrown: see `openEntry`. */
export class SealError extends CodedError<SealErrorCode> {}
