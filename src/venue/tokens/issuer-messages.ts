import { utf8 } from '../../base/bytes.ts';
import type { Issued } from '../../protocol/token/issuer.ts';
import type { Token } from '../../protocol/token/token.ts';

/** Sets the issuer's key apart from whatever else might be made from a seed. */
export const KEY_INFO = utf8('pourparler/v1/issuer');

export type IssuerRequest =
  | { readonly number: number; readonly info: Uint8Array; readonly blinded: readonly Uint8Array[] }
  | { readonly number: number; readonly info: Uint8Array; readonly token: Token };

export interface IssuerAnswer {
  readonly number: number;
  /** None where an element was none. */
  readonly issued?: Issued;
  readonly isIssued?: boolean;
}
