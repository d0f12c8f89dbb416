import { concat } from '../../base/bytes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { type Token, tokenHash } from './token.ts';

const POSTING = domain('posting');

/** What the epoch's posting key signs: this item with this token, so that neither can be used with another. `[UNATTR-1]` */
export function postingStatement(token: Token, item: Uint8Array): Uint8Array {
  return concat(POSTING, tokenHash(token), sha256(item));
}
