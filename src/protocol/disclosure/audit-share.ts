import { concat, equal } from '../../base/bytes.ts';
import type { ChannelId, Commitment } from '../../base/ids.ts';
import { hpkeOpen, hpkeSeal } from '../crypto/hpke.ts';
import { domain } from '../domain.ts';
import { disclosureDigest } from './disclosure.ts';
import type { ConsentedRound } from './quorum.ts';

/**
 * A party's opened share of one claim, for one other consenting party's share key.
 *
 * Takes a round that reached its quorum, so that no share can move before, nor for what was not claimed: throws a
 * RangeError there. `[CONSENT-3]` Does not say whose share it is; the entry that carries it does.
 */
export async function sealAuditShare(
  shareKey: Uint8Array,
  { round, channel, commitment }: { round: ConsentedRound; channel: ChannelId; commitment: Commitment },
  share: Uint8Array,
): Promise<Uint8Array> {
  const { disclosure } = round;
  const isClaimed = disclosure.claims.some((claim) => equal(claim.commitment, commitment));
  if (!isClaimed) throw new RangeError('a share of an entry that the disclosure does not claim');
  return hpkeSeal(shareKey, auditInfo(channel, disclosureDigest(disclosure)), commitment, share);
}

/** For which claim of which round a share was handed on. */
export interface AuditContext {
  readonly channel: ChannelId;
  readonly disclosureDigest: Uint8Array;
  readonly commitment: Commitment;
}

/** The share, or `undefined` where it was sealed for another party, round, channel or claim. */
export function openAuditShare(
  shareSecret: Uint8Array,
  context: AuditContext,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  return hpkeOpen(shareSecret, auditInfo(context.channel, context.disclosureDigest), context.commitment, sealed);
}

function auditInfo(channel: ChannelId, digest: Uint8Array): Uint8Array {
  return concat(domain('audit-share'), channel, digest);
}
