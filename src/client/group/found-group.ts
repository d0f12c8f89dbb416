import { type ChannelId, ID_BYTES, type SeatId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { type Charter, encodeCharter } from '../../protocol/charter/charter.ts';
import { encode } from '../../protocol/codec/codec.ts';
import { signEnvelope } from '../../protocol/handshake/envelope-signature.ts';
import { type Founding, foundingItem } from '../../protocol/handshake/founding.ts';
import type { Mls } from '../../protocol/mls/mls.ts';
import { CHANNEL_KEY_BYTES, FOUNDING_ID } from '../../protocol/seal/channel-key.ts';
import { type ChannelSecret, makeRejoin } from './channel-secrets.ts';
import { deviceSeats } from './device-list.ts';
import { type EpochState, enterEpoch } from './epoch-state.ts';

export interface FoundedGroup {
  readonly founding: Founding;
  readonly item: Uint8Array;
  readonly state: EpochState;
  readonly secret: ChannelSecret;
}

/** A group of one: the founder's seat, alone in the charter. The founding is the first item of the record. */
export async function foundGroup(
  { mls, random }: { readonly mls: Mls; readonly random: Randomness },
  of: { readonly signSeed: Uint8Array; readonly channel: ChannelId; readonly seat: SeatId; readonly charter: Charter },
): Promise<FoundedGroup> {
  const { channel, seat, charter } = of;
  const device = await mls.createDevice({ seatId: seat });
  const group = await mls.createGroup({ channelId: channel, device, charter: encodeCharter(charter) });
  const { state } = await enterEpoch(mls, group);
  const secret = { channelKey: random(CHANNEL_KEY_BYTES), generation: 0 };
  const founding = await signEnvelope<Founding>(of.signSeed, {
    kind: 'founding',
    channel,
    deviceSeats: deviceSeats(state.charter, state.leaves),
    postingKey: state.postingKey,
    rejoin: await makeRejoin({
      mls,
      channel,
      handshake: FOUNDING_ID,
      group: state.group,
      charter,
      secret,
      renewed: false,
    }),
  });
  return { founding, item: encode(foundingItem, founding), state, secret };
}

export function newChannelId(random: Randomness): ChannelId {
  return random(ID_BYTES) as ChannelId;
}

export function newSeatId(random: Randomness): SeatId {
  return random(ID_BYTES) as SeatId;
}
