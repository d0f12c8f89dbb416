import { equal } from '../../base/bytes.ts';
import { decodeCharter, findSeat } from '../../protocol/charter/charter.ts';
import { type AuthorityRule, judgeCommit } from '../../protocol/charter/judge.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { verifyEnvelope } from '../../protocol/handshake/envelope-signature.ts';
import type { Handshake } from '../../protocol/handshake/handshake.ts';
import type { CommitSummary, GroupInfoView, Leaf, Mls, RefusalReason } from '../../protocol/mls/mls.ts';
import { MlsError } from '../../protocol/mls/mls-error.ts';
import { openGroupInfo } from '../../protocol/seal/channel-key.ts';
import { openExternalCommit, rejoinPsk, verifyRejoin } from '../../protocol/seal/rejoining.ts';
import type { ChannelSecret } from './channel-secrets.ts';
import { deviceSeats, sameDevices } from './device-list.ts';
import { type EpochState, enterEpoch } from './epoch-state.ts';

export type HandshakeRefusal =
  | RefusalReason
  | AuthorityRule
  | 'EXTERNAL_SEAL' // an external commit that was not sealed by a holder of the channel key
  | 'CHARTER' // what would be the charter does not read
  | 'ENVELOPE' // somebody else put other words around the commit
  | 'DEVICE_LIST'
  | 'POSTING_KEY'
  | 'GROUP_INFO';

export type Acceptance =
  | {
      readonly kind: 'accepted';
      readonly next: EpochState;
      readonly secret: ChannelSecret;
      readonly commit: CommitSummary;
    }
  /** This device's seat was removed, or its leaf replaced by another device of the seat. */
  | { readonly kind: 'removed'; readonly commit: CommitSummary }
  | { readonly kind: 'refused'; readonly reason: HandshakeRefusal };

/**
 * Whether a handshake ends this epoch: the rule by which all members decide alike. `[ORDER-1]` `[ORDER-2]`
 *
 * What an accepted commit promised the venue and those who will rejoin is checked as well: a device list, a
 * posting key and a group info that are not what we compute make it void.
 */
export async function acceptHandshake(
  mls: Mls,
  now: { readonly state: EpochState; readonly secret: ChannelSecret },
  handshake: Handshake,
): Promise<Acceptance> {
  const { state, secret } = now;
  const opened = await openMessage(handshake, secret);
  if (opened === undefined) return { kind: 'refused', reason: 'EXTERNAL_SEAL' };
  const psk = rejoinPsk(secret.channelKey, handshake.channel);

  let brokenRule: HandshakeRefusal | undefined;
  const judge = async (commit: CommitSummary): Promise<boolean> => {
    brokenRule = await brokenBy(state, handshake, commit, opened.signature);
    return brokenRule === undefined;
  };
  const findPsk = (id: Uint8Array) => (equal(id, psk.id) ? psk.secret : undefined);
  const processed = await mls.process(state.group, opened.message, { judge, findPsk });
  if (processed.kind === 'refused') return { kind: 'refused', reason: brokenRule ?? processed.reason };
  if (processed.kind === 'removed') return processed;

  const entered = await enterEpoch(mls, processed.next);
  const next = entered.state;
  const renewed = next.charter.channelKeyGeneration !== secret.generation;
  const nextSecret = renewed
    ? { channelKey: entered.exportedChannelKey, generation: next.charter.channelKeyGeneration }
    : secret;
  const broken = await brokenPromise(mls, handshake, next, nextSecret);
  if (broken !== undefined) return { kind: 'refused', reason: broken };
  return { kind: 'accepted', next, secret: nextSecret, commit: processed.commit };
}

interface OpenedMessage {
  readonly message: Uint8Array;
  /** Of an external commit: whether a signing key's signature over it holds. */
  readonly signature?: (signKey: Uint8Array) => Promise<boolean>;
}

async function openMessage(handshake: Handshake, secret: ChannelSecret): Promise<OpenedMessage | undefined> {
  const { channel, id, external, message } = handshake;
  if (!external) return { message };
  const commit = await openExternalCommit({ channelKey: secret.channelKey, channel, handshake: id }, message);
  if (commit === undefined) return undefined;
  return { message: commit.publicMessage, signature: (signKey) => verifyRejoin(signKey, channel, commit) };
}

async function brokenBy(
  { charter, charterBytes, leaves }: EpochState,
  handshake: Handshake,
  commit: CommitSummary,
  signature: OpenedMessage['signature'],
): Promise<HandshakeRefusal | undefined> {
  let after = charter;
  try {
    after = decodeCharter(commit.charterAfter);
  } catch (error) {
    if (error instanceof CodecError) return 'CHARTER';
    throw error;
  }
  const { seatId, external } = commit.committer;
  const seat = findSeat(charter, seatId);
  const signedBySeat = seat !== undefined && (await signature?.(seat.signKey)) === true;
  const rejoin = rejoinPsk(new Uint8Array(32), handshake.channel).id;
  const rejoinPskProven = commit.pskIds.length === 1 && equal(commit.pskIds[0] as Uint8Array, rejoin);
  const judgement = judgeCommit({
    committer: external ? { seatId, external, rejoinPsk: rejoinPskProven, signedBySeat } : { seatId, external },
    added: commit.added,
    removed: commit.removed,
    leavesBefore: leaves,
    leavesAfter: leavesAfter(leaves, commit),
    before: charter,
    after,
    beforeBytes: charterBytes,
    afterBytes: commit.charterAfter,
  });
  // A public commit that did not come by the external way would show the venue who joined.
  if (external !== handshake.external) return 'AUTH-5';
  if (judgement.kind === 'refused') return judgement.rule;
  // Here rather than later: a device that is removed by the commit sees as much of it, and no more.
  if (seat === undefined || !(await verifyEnvelope(seat.signKey, handshake))) return 'ENVELOPE';
  return sameDevices(handshake.deviceSeats, deviceSeats(after, leavesAfter(leaves, commit)))
    ? undefined
    : 'DEVICE_LIST';
}

function leavesAfter(leaves: readonly Leaf[], { added, removed }: CommitSummary): readonly Leaf[] {
  const gone = new Set(removed.map(({ leafIndex }) => leafIndex));
  return [...leaves.filter(({ leafIndex }) => !gone.has(leafIndex)), ...added];
}

async function brokenPromise(
  mls: Mls,
  handshake: Handshake,
  next: EpochState,
  secret: ChannelSecret,
): Promise<HandshakeRefusal | undefined> {
  if (!equal(handshake.postingKey, next.postingKey)) return 'POSTING_KEY';
  const { channel, id, rejoin } = handshake;
  if (rejoin.channelKeyGeneration !== secret.generation) return 'GROUP_INFO';
  const under = { channelKey: secret.channelKey, channel, handshake: id };
  const bytes = await openGroupInfo(under, rejoin.sealedGroupInfo);
  const view = bytes && readGroupInfo(mls, bytes);
  return view !== undefined && describes(mls, view, next) ? undefined : 'GROUP_INFO';
}

export function readGroupInfo(mls: Mls, bytes: Uint8Array): GroupInfoView | undefined {
  try {
    return mls.readGroupInfo(bytes);
  } catch (error) {
    if (error instanceof MlsError) return undefined;
    throw error;
  }
}

export function describes(mls: Mls, view: GroupInfoView, { group, epoch, charterBytes }: EpochState): boolean {
  return (
    equal(view.channelId, mls.channelId(group)) &&
    view.epoch === epoch &&
    equal(view.confirmationTag, mls.confirmationTag(group)) &&
    equal(view.treeHash, mls.treeHash(group)) &&
    equal(view.charter, charterBytes)
  );
}
