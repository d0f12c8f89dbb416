import type { ChannelId, EntryId } from '../../base/ids.ts';
import { ID_BYTES } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import type { Charter } from '../../protocol/charter/charter.ts';
import type { Rejoin } from '../../protocol/handshake/rejoin.ts';
import type { GroupState, Mls } from '../../protocol/mls/mls.ts';
import { sealGroupInfo, wrapChannelKey } from '../../protocol/seal/channel-key.ts';

/** The key that members have and the venue has not, and how often it was renewed. */
export interface ChannelSecret {
  readonly channelKey: Uint8Array;
  readonly generation: number;
}

export function newHandshakeId(random: Randomness): EntryId {
  return random(ID_BYTES) as EntryId;
}

/**
 * What a handshake leaves for those who will have lost everything but their seat secret.
 *
 * `renewed` says that the commit renewed the channel key: then every remaining seat finds it wrapped here.
 */
export async function makeRejoin(of: {
  readonly mls: Mls;
  readonly channel: ChannelId;
  readonly handshake: Uint8Array;
  readonly group: GroupState;
  readonly charter: Charter;
  readonly secret: ChannelSecret;
  readonly renewed: boolean;
}): Promise<Rejoin> {
  const { mls, channel, handshake, group, charter, secret, renewed } = of;
  const under = { channelKey: secret.channelKey, channel, handshake };
  const sealedGroupInfo = await sealGroupInfo(under, await mls.groupInfo(group));
  const seats = renewed ? charter.seats : [];
  const wrapped = await Promise.all(
    seats.map(async ({ seat, staticKey }) => ({
      seat,
      wrapped: await wrapChannelKey({ channel, generation: secret.generation, seat }, staticKey, secret.channelKey),
    })),
  );
  return { channelKeyGeneration: secret.generation, sealedGroupInfo, wrapped };
}
