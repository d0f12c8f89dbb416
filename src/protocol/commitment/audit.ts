import type { Commitment } from '../../base/ids.ts';
import { opensCommitment } from './commitment.ts';
import { combineShares } from './salt-shares.ts';

export type Audit = { readonly kind: 'opened'; readonly salt: Uint8Array } | { readonly kind: 'mismatch' };

/**
 * Combines the parties' shares and holds the result against the commitment. `[SHARE-1]`
 *
 * A mismatch says that a share, or the author's sealing of them, was wrong or that they were too few; not whose.
 */
export async function auditShares(
  shares: readonly Uint8Array[],
  commitment: Commitment,
  payload: Uint8Array,
): Promise<Audit> {
  const salt = await combineShares(shares);
  const opens = salt !== undefined && opensCommitment(commitment, salt, payload);
  return opens ? { kind: 'opened', salt } : { kind: 'mismatch' };
}
