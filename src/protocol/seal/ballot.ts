import { equal } from '../../base/bytes.ts';
import type { ChannelId, EntryId, Epoch, PartyId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { commit, SALT_BYTES } from '../commitment/commitment.ts';
import type { Header } from '../entry/header.ts';
import type { Verification } from './attribution.ts';
import type { Body, Seen } from './body.ts';
import { SEALED_SHARE_BYTES } from './limits.ts';
import { checkPayload, sealBody } from './seal-body.ts';

/** No party: a ballot's share is for nobody. `[SOUND-5]` */
const NOBODY = new Uint8Array(16) as PartyId;

export interface BallotToSeal {
  readonly channel: ChannelId;
  /** That in which the sounding stands, as are the next two. */
  readonly epoch: Epoch;
  /** The record before the handshake that began it: the same for all. */
  readonly seen: Seen;
  readonly recordSecret: Uint8Array;
  readonly entry: EntryId;
  readonly payload: Uint8Array;
  readonly random: Randomness;
}

/**
 * Seals a ballot: an entry that names no seat and that nobody can ever open to outsiders. `[SOUND-5]`
 *
 * Does not hide how long it is within its size class, nor the hand of who wrote words. Throws SealError `PAYLOAD_SIZE`.
 */
export async function sealBallot(ballot: BallotToSeal): Promise<Uint8Array> {
  const { channel, epoch, entry, payload, seen, random } = ballot;
  checkPayload(payload);
  const commitment = commit(random(SALT_BYTES), payload);
  const said = {
    payload,
    time: undefined,
    seen: { size: seen.size, root: seen.root },
    shares: [{ party: NOBODY, generation: 0, sealed: random(SEALED_SHARE_BYTES) }],
    attribution: { kind: 'unattributed' },
  } as const;
  return await sealBody({ channel, epoch, entry, commitment, isWithToken: true }, said, ballot);
}

/** Whether an opened body is a ballot's: it may then stand in a run, and nowhere else. `[SOUND-6]` */
export function isBallot({ attribution, shares }: Body): boolean {
  const [share] = shares;
  const isForNobody = shares.length === 1 && share !== undefined && equal(share.party, NOBODY);
  return attribution.kind === 'unattributed' && isForNobody;
}

/** `epochHead` is the record before the handshake that began the ballot's epoch, where this device knows it. */
export function verifyBallot(
  { header, time, seen, shares }: Body & { readonly header: Header },
  epochHead: Seen | undefined,
): Verification {
  if (header.isWithToken !== true) return { kind: 'forged', why: 'HOW_POSTED' };
  if (epochHead === undefined) return { kind: 'not-verifiable', onRecord: false };
  const isBare = seen.size === epochHead.size && equal(seen.root, epochHead.root) && shares[0]?.generation === 0;
  if (time !== undefined || !isBare) return { kind: 'forged', why: 'SAYS_MORE' };
  return { kind: 'unattributed', sharesFit: true };
}
