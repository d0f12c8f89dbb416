import { equal } from '../../base/bytes.ts';
import type { ChannelId, Epoch, SeatId } from '../../base/ids.ts';
import { type Charter, decodeCharter } from '../../protocol/charter/charter.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { type Founding, foundingItem } from '../../protocol/handshake/founding.ts';
import { type Handshake, handshakeItem } from '../../protocol/handshake/handshake.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { HANDSHAKE_BYTES_MAX } from '../../protocol/handshake/limits.ts';
import { FOUNDING_ID, openGroupInfo, unwrapChannelKey } from '../../protocol/seal/channel-key.ts';
import { readGroupInfo } from '../group/accept-handshake.ts';
import type { ChannelKeys } from '../group/channel-keys.ts';
import type { ChannelSecret } from '../group/channel-secrets.ts';
import type { RecordOf } from './channel-record.ts';

/** `undefined` for bytes that are neither, or of another channel. */
export function readHandshake(item: Uint8Array, channel: ChannelId): Founding | Handshake | undefined {
  try {
    const read =
      itemKind(item) === 'founding'
        ? decode(foundingItem, item, HANDSHAKE_BYTES_MAX)
        : decode(handshakeItem, item, HANDSHAKE_BYTES_MAX);
    return equal(read.channel, channel) ? read : undefined;
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}

export interface EpochFromOutside {
  readonly epoch: Epoch;
  /** Whoever signed the group info: it is made by the author of the commit. */
  readonly committer: SeatId;
  readonly charter: Charter;
  readonly secret: ChannelSecret;
  readonly groupInfo: Uint8Array;
}

/**
 * What a device without a group can tell of an epoch that began: who sits there, by the group info that the commit
 * left for those who rejoin. It cannot judge the commit; it is believed as far as its own later seat confirms it.
 */
export async function epochFromOutside(
  of: Pick<RecordOf, 'mls' | 'channel' | 'seat' | 'keys'>,
  known: { readonly channelKeys: ChannelKeys },
  read: Founding | Handshake,
): Promise<EpochFromOutside | undefined> {
  const { channel } = of;
  const { channelKeyGeneration: generation, sealedGroupInfo } = read.rejoin;
  const channelKey = known.channelKeys.of(generation) ?? (await unwrapOwn(of, read));
  if (channelKey === undefined) return undefined;
  const handshake = read.kind === 'founding' ? FOUNDING_ID : read.id;
  const groupInfo = await openGroupInfo({ channelKey, channel, handshake }, sealedGroupInfo);
  const view = groupInfo && readGroupInfo(of.mls, groupInfo);
  if (groupInfo === undefined || view === undefined || !equal(view.channelId, channel)) return undefined;
  if (view.epoch !== (read.kind === 'founding' ? 0 : read.epoch + 1)) return undefined;
  const committer = view.leaves.find(({ leafIndex }) => leafIndex === view.signer)?.seatId;
  if (committer === undefined) return undefined;
  try {
    const charter = decodeCharter(view.charter);
    return { epoch: view.epoch, committer, charter, secret: { channelKey, generation }, groupInfo };
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
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
