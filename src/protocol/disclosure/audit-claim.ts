import type { Commitment } from '../../base/ids.ts';
import { auditShares } from '../commitment/audit.ts';
import { opensCommitment } from '../commitment/commitment.ts';
import type { OpenedEntry } from './release.ts';

export type ClaimAudit =
  | { readonly kind: 'holds'; readonly opened: OpenedEntry }
  // A share, or the author's commitment, is not what it should be: the round is void. `[CONSENT-4]`
  | { readonly kind: 'mismatch' };

/** Whether a payload is what an entry committed to, by a quorum's opened shares or by a salt that its author gave. */
export async function auditClaim(
  commitment: Commitment,
  payload: Uint8Array,
  by: { readonly shares: readonly Uint8Array[] } | { readonly salt: Uint8Array },
): Promise<ClaimAudit> {
  if ('salt' in by) {
    const { salt } = by;
    return opensCommitment(commitment, salt, payload)
      ? { kind: 'holds', opened: { payload, salt } }
      : { kind: 'mismatch' };
  }
  const audit = await auditShares(by.shares, commitment, payload);
  return audit.kind === 'opened' ? { kind: 'holds', opened: { payload, salt: audit.salt } } : audit;
}
