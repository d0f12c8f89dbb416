import { CodedError } from '../../base/coded-error.ts';

export type MlsErrorCode =
  | 'BAD_KEY_PACKAGE' // malformed, or not a device of our profile
  | 'BAD_WELCOME' // malformed, for another device, or of a group that breaks our rules
  | 'BAD_GROUP_INFO' // malformed, unauthentic, or of a group that breaks our rules
  | 'BAD_STATE' // a serialised state or device that cannot be read back
  | 'BAD_LEAF' // no such leaf, one's own leaf, or a leaf of another seat
  | 'CHARTER_TOO_LARGE'
  | 'EXPORTER_ERASED'
  | 'FAILED'; // the library refused what the port had accepted

/** What a caller of the port did wrong, or was given wrong. Commits of others are never thrown: see `process`. */
export class MlsError extends CodedError<MlsErrorCode> {}
