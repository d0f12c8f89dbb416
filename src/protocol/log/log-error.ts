import { CodedError } from '../../base/coded-error.ts';

export type LogErrorCode =
  | 'BAD_NOTE' // not a signed note
  | 'BAD_KEY' // not a verifier key, or one whose hash is not its own
  | 'WRONG_KEY' // no signature by a key that we know
  | 'WRONG_SIGNATURE' // names a key that we know, and is not its signature
  | 'BAD_CHECKPOINT' // a note whose text is no checkpoint
  | 'WRONG_ORIGIN' // a checkpoint of another log
  | 'BAD_BUNDLE' // not so many length-prefixed entries
  | 'BAD_TILE' // not so many hashes
  | 'MISSING_TILE'; // a tile that a tree of this size has cannot be read

export class LogError extends CodedError<LogErrorCode> {}
