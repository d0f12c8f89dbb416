import { concat } from '../../base/bytes.ts';
import type { ChannelId, Commitment } from '../../base/ids.ts';
import { hpkeOpen, hpkeSeal } from '../crypto/hpke.ts';
import { domain } from '../domain.ts';

/** For which claim of which round a share is handed on. */
export interface AuditContext {
  readonly channel: ChannelId;
  readonly disclosureDigest: Uint8Array;
  readonly commitment: Commitment;
}

/**
 * A party's opened share, for one other consenting party's share key.
 *
 * Called once the quorum's consents are verified, and not before: this is the step that lets shares move.
 * `[CONSENT-3]` Does not say whose share it is; the entry that carries it does.
 */
export function sealAuditShare(shareKey: Uint8Array, context: AuditContext, share: Uint8Array): Promise<Uint8Array> {
  return hpkeSeal(shareKey, auditInfo(context), context.commitment, share);
}

/** The share, or `undefined` where it was sealed for another party, round, channel or claim. */
export function openAuditShare(
  shareSecret: Uint8Array,
  context: AuditContext,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  return hpkeOpen(shareSecret, auditInfo(context), context.commitment, sealed);
}

function auditInfo({ channel, disclosureDigest }: AuditContext): Uint8Array {
  return concat(domain('audit-share'), channel, disclosureDigest);
}
