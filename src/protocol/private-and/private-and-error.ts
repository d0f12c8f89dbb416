import { CodedError } from '../../base/coded-error.ts';

export type PrivateAndErrorCode =
  | 'NOT_AWAITED' // the round is over, asks for another step, or has this party's already
  | 'SECRET_OF_ANOTHER_KEY'; // not the secret of the key that this party gave, or one that was erased

/** What a caller may not ask for. What others posted never throws: it is in the state of the round. */
export class PrivateAndError extends CodedError<PrivateAndErrorCode> {}
