import { CodedError } from '../../base/coded-error.ts';

export type JoiningErrorCode =
  | 'OFF_THE_RECORD' // record secrets of an off-the-record channel were on their way into the vault
  | 'TOO_LARGE'; // sealed, it would be past what the venue takes

/** What a caller of `joining/` did wrong. What others sent, or a person typed, is answered and never thrown. */
export class JoiningError extends CodedError<JoiningErrorCode> {}
