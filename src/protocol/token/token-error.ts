import { CodedError } from '../../base/coded-error.ts';

export type TokenErrorCode =
  | 'ELEMENT' // not a group element in its one spelling, or the identity
  | 'ISSUER_KEY'; // not a key that tokens can be asked of

export class TokenError extends CodedError<TokenErrorCode> {}
