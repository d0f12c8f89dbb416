import { equal } from '../../base/bytes.ts';
import { type ChannelId, type Epoch, idText, type SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Charter, type CharterSeat, decodeCharter } from '../../protocol/charter/charter.ts';
import { type CommitLeaf, judgeCommit } from '../../protocol/charter/judge.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { readable } from '../../protocol/codec/readable.ts';
import { verifyEnvelope } from '../../protocol/handshake/envelope-signature.ts';
import { type Founding, foundingItem } from '../../protocol/handshake/founding.ts';
import { type Handshake, handshakeItem } from '../../protocol/handshake/handshake.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { HANDSHAKE_BYTES_MAX } from '../../protocol/handshake/limits.ts';
import type { Leaf } from '../../protocol/mls/mls.ts';
import { FOUNDING_ID, openGroupInfo, unwrapChannelKey } from '../../protocol/seal/channel-key.ts';
import { openExternalCommit, verifyRejoin } from '../../protocol/seal/rejoining.ts';
import { readGroupInfo } from '../group/accept-handshake.ts';
import type { ChannelKeys } from '../group/channel-keys.ts';
import type { ChannelSecret } from '../group/channel-secrets.ts';
import { deviceSeats, sameDevices } from '../group/device-list.ts';
import type { RecordOf } from './record-of.ts';

/** `undefined` for bytes that are neither, or of another channel. */
export function readHandshake(item: Uint8Array, channel: ChannelId): Founding | Handshake | undefined {
  const read = readable<Founding | Handshake>(() =>
    itemKind(item) === 'founding'
      ? decode(foundingItem, item, HANDSHAKE_BYTES_MAX)
      : decode(handshakeItem, item, HANDSHAKE_BYTES_MAX),
  );
  return read !== undefined && equal(read.channel, channel) ? read : undefined;
}

/** An epoch as a device without a group knows it. */
export interface EpochFromOutside {
  readonly epoch: Epoch;
  readonly committer: SeatId;
  readonly charter: Charter;
  readonly charterBytes: Uint8Array;
  readonly leaves: readonly Leaf[];
  readonly secret: ChannelSecret;
  readonly groupInfo: Uint8Array;
}

/**
 * What a device without a group can tell of an epoch that began: who sits there, by the group info that the commit left
 * for those who rejoin.
 *
 * It cannot check the commit's own keys. It does check that a seat of the epoch before signed all of it, and that this
 * seat was allowed to do what it did: so neither an outsider nor a seat that was removed can lead it elsewhere. A member
 * can, into a fork where only that member answers. `[REJOIN-1]`
 */
export async function epochFromOutside(
  of: Pick<RecordOf, 'mls' | 'channel' | 'seat' | 'keys'>,
  known: { readonly channelKeys: ChannelKeys; readonly before: EpochFromOutside | undefined },
  read: Founding | Handshake,
): Promise<EpochFromOutside | undefined> {
  const { before } = known;
  if (before !== undefined && (read.kind === 'founding' || read.epoch !== before.epoch)) return undefined;
  const epoch = await describedEpoch(of, known.channelKeys, read);
  if (epoch === undefined || !sameDevices(read.deviceSeats, deviceSeats(epoch.charter, epoch.leaves))) return undefined;
  const committer = await signerOf(read, (before ?? epoch).charter);
  if (committer === undefined) return undefined;
  if (before !== undefined && read.kind === 'handshake' && !(await isAllowed(before, read, epoch, committer))) {
    return undefined;
  }
  return { ...epoch, committer: committer.seat };
}

async function describedEpoch(
  of: Pick<RecordOf, 'mls' | 'channel' | 'seat' | 'keys'>,
  channelKeys: ChannelKeys,
  read: Founding | Handshake,
): Promise<Omit<EpochFromOutside, 'committer'> | undefined> {
  const { channel, mls } = of;
  const { channelKeyGeneration: generation, sealedGroupInfo } = read.rejoin;
  const channelKey = channelKeys.of(generation) ?? (await unwrapOwn(of, read));
  if (channelKey === undefined) return undefined;
  const handshake = read.kind === 'founding' ? FOUNDING_ID : read.id;
  const groupInfo = await openGroupInfo({ channelKey, channel, handshake }, sealedGroupInfo);
  const view = groupInfo && readGroupInfo(mls, groupInfo);
  if (groupInfo === undefined || view === undefined || !equal(view.channelId, channel)) return undefined;
  if (view.epoch !== (read.kind === 'founding' ? 0 : read.epoch + 1)) return undefined;
  const charter = readable(() => decodeCharter(view.charter));
  if (charter?.channelKeyGeneration !== generation) return undefined;
  const { epoch, leaves, charter: charterBytes } = view;
  return { epoch, charter, charterBytes, leaves, secret: { channelKey, generation }, groupInfo };
}

/** The signature does not say whose it is, so that the venue does not learn it. */
async function signerOf(read: Founding | Handshake, charter: Charter): Promise<CharterSeat | undefined> {
  for (const seat of charter.seats) if (await verifyEnvelope(seat.signKey, read)) return seat;
  return undefined;
}

async function isAllowed(
  before: EpochFromOutside,
  read: Handshake,
  after: Omit<EpochFromOutside, 'committer'>,
  { seat: seatId, signKey }: CharterSeat,
): Promise<boolean> {
  const judgement = judgeCommit({
    committer: read.external
      ? { seatId, external: true, rejoinPsk: true, signedBySeat: await isSignedRejoin(before, read, signKey) }
      : { seatId, external: false },
    added: without(after.leaves, before.leaves),
    removed: without(before.leaves, after.leaves),
    leavesBefore: before.leaves,
    leavesAfter: after.leaves,
    before: before.charter,
    after: after.charter,
    beforeBytes: before.charterBytes,
    afterBytes: after.charterBytes,
  });
  return judgement.kind === 'allowed';
}

async function isSignedRejoin({ secret }: EpochFromOutside, read: Handshake, signKey: Uint8Array): Promise<boolean> {
  const { channel, id, message } = read;
  const commit = await openExternalCommit({ channelKey: secret.channelKey, channel, handshake: id }, message);
  return commit !== undefined && (await verifyRejoin(signKey, channel, commit));
}

function without(leaves: readonly Leaf[], others: readonly Leaf[]): readonly CommitLeaf[] {
  const text = ({ seatId, signaturePublicKey }: CommitLeaf) => `${idText(seatId)} ${toHex(signaturePublicKey)}`;
  const there = new Set(others.map(text));
  return leaves.filter((leaf) => !there.has(text(leaf)));
}

async function unwrapOwn(
  { channel, seat, keys }: Pick<RecordOf, 'channel' | 'seat' | 'keys'>,
  { rejoin }: Founding | Handshake,
): Promise<Uint8Array | undefined> {
  const own = rejoin.wrapped.find((each) => equal(each.seat, seat));
  if (own === undefined) return undefined;
  const of = { channel, generation: rejoin.channelKeyGeneration, seat };
  return await unwrapChannelKey(of, keys.static.secret, own.wrapped);
}
