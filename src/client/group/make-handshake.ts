import type { EntryId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { type Charter, encodeCharter } from '../../protocol/charter/charter.ts';
import { encode } from '../../protocol/codec/codec.ts';
import { signEnvelope } from '../../protocol/handshake/envelope-signature.ts';
import { type Handshake, handshakeItem } from '../../protocol/handshake/handshake.ts';
import type { LeafIndex, Mls } from '../../protocol/mls/mls.ts';
import { type ChannelSecret, makeRejoin, newHandshakeId } from './channel-secrets.ts';
import { deviceSeats } from './device-list.ts';
import { type EpochState, enterEpoch } from './epoch-state.ts';

/** What a commit is to change. Nothing at all renews this device's own keys: the epoch turns. */
export interface IntendedChanges {
  readonly add?: readonly Uint8Array[];
  readonly remove?: readonly LeafIndex[];
  readonly charter?: Charter;
}

/** A handshake that was made and not yet ordered: what becomes of this device if it is the one that ends its epoch. */
export interface MadeHandshake {
  readonly id: EntryId;
  readonly item: Uint8Array;
  readonly next: EpochState;
  readonly secret: ChannelSecret;
  readonly welcome: Uint8Array | undefined;
}

export async function makeHandshake(
  deps: { readonly mls: Mls; readonly random: Randomness },
  /** `signSeed` is of the seat's signing key. */
  now: { readonly signSeed: Uint8Array; readonly state: EpochState; readonly secret: ChannelSecret },
  changes: IntendedChanges,
): Promise<MadeHandshake> {
  const { mls, random } = deps;
  const { state } = now;
  const channel = mls.channelId(state.group);
  const { add, remove, charter } = changes;
  const committed = await mls.commit(state.group, {
    ...(add && { add }),
    ...(remove && { remove }),
    ...(charter && { charter: encodeCharter(charter) }),
  });
  const { state: next, exportedChannelKey } = await enterEpoch(mls, committed.next);
  const renewed = next.charter.channelKeyGeneration !== now.secret.generation;
  const secret = renewed
    ? { channelKey: exportedChannelKey, generation: next.charter.channelKeyGeneration }
    : now.secret;
  const id = newHandshakeId(random);
  const handshake = await signEnvelope<Handshake>(now.signSeed, {
    kind: 'handshake',
    channel,
    id,
    epoch: state.epoch,
    external: false,
    deviceSeats: deviceSeats(next.charter, next.leaves),
    postingKey: next.postingKey,
    message: committed.message,
    rejoin: await makeRejoin({
      mls,
      channel,
      handshake: id,
      group: next.group,
      charter: next.charter,
      secret,
      renewed,
    }),
  });
  return { id, item: encode(handshakeItem, handshake), next, secret, welcome: committed.welcome };
}
