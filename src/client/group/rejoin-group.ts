import { equal } from '../../base/bytes.ts';
import type { Position } from '../../base/ids.ts';
import { encode } from '../../protocol/codec/codec.ts';
import { signEnvelope } from '../../protocol/handshake/envelope-signature.ts';
import { type Handshake, handshakeItem } from '../../protocol/handshake/handshake.ts';
import { rejoinPsk, sealExternalCommit, signRejoin } from '../../protocol/seal/rejoining.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { PostOutcome } from '../connection/channel-connection.ts';
import type { Device } from '../device.ts';
import type { EpochFromOutside } from '../record/handshake-from-outside.ts';
import { makeRejoin, newHandshakeId } from './channel-secrets.ts';
import { deviceSeats } from './device-list.ts';
import { enterEpoch } from './epoch-state.ts';
import type { MadeHandshake } from './make-handshake.ts';
import { forgetPending, rememberPending } from './pending-handshake.ts';

/** Others may commit meanwhile; then it is tried again on what they made. */
const TRIES_MAX = 12;

/**
 * Brings a seat that lost its devices back into its channel, visibly: by an external commit that takes the place of
 * one of its leaves. `[AUTH-5]` Resolves when this device has found it in the record.
 */
export async function rejoinGroup(device: Device, seat: AtSeat): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    await seat.synced();
    // Taken together: a commit that names a later handshake than it was made upon would be ordered, and be void.
    const { outside, parts } = seat.record;
    const { phase, lastHandshake } = parts;
    if (phase === 'seated') return;
    // First: a record that is cut short says nothing of who was removed.
    if (parts.anchor.state === 'awaited' || parts.anchor.state === 'broken') {
      throw new ClientError('RECORD_BROKEN', 'the venue’s record is not the one that this seat left');
    }
    if (outside === undefined) throw new ClientError('NOT_SEATED', 'this seat was removed while it was away');
    const made = await makeExternalHandshake(device, seat, outside);
    const expected = { where: { id: made.id }, next: made.next, secret: made.secret };
    await rememberPending(device, seat.identity, expected);
    seat.record.expect(expected);
    const outcome = await send(device, seat, lastHandshake, made.item);
    if (outcome.kind === 'posted') await seat.session.untilRead(outcome.position + 1);
    await forgetPending(device, seat.identity);
    if (outcome.kind === 'refused' && outcome.code !== 'EPOCH_MOVED') {
      const { code } = outcome;
      throw new ClientError('VENUE_REFUSED', `the venue refused the commit: ${code}`, { detail: { code } });
    }
  }
  if (seat.record.parts.phase === 'seated') return;
  throw new ClientError('SUPERSEDED', `others changed the channel ${TRIES_MAX} times meanwhile`);
}

/** A lost answer leaves open whether the commit was taken: the same bytes are sent again, and count once. */
async function send(device: Device, seat: AtSeat, lastHandshake: Position, item: Uint8Array): Promise<PostOutcome> {
  for (let failures = 0; ; failures++) {
    const connection = await seat.session.connection();
    try {
      return await connection.commit(lastHandshake, item);
    } catch (error) {
      if (!(error instanceof ClientError) || seat.session.state.kind === 'ended') throw error;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, device.random)));
    }
  }
}

async function makeExternalHandshake(device: Device, seat: AtSeat, outside: EpochFromOutside): Promise<MadeHandshake> {
  const { mls, random } = device;
  const { identity, keys } = seat;
  const { channel } = identity;
  const { secret, groupInfo } = outside;
  const former = mls.readGroupInfo(groupInfo).leaves.find(({ seatId }) => equal(seatId, identity.seat));
  if (former === undefined) throw new ClientError('NOT_SEATED', 'this seat was removed while it was away');
  const committed = await mls.externalCommit({
    groupInfo,
    device: await mls.createDevice({ seatId: identity.seat }),
    replace: former.leafIndex,
    psk: rejoinPsk(secret.channelKey, channel),
  });
  const { state: next } = await enterEpoch(mls, committed.next);
  const id = newHandshakeId(random);
  const under = { channelKey: secret.channelKey, channel, handshake: id };
  const signature = await signRejoin(keys.sign.seed, channel, committed.message);
  const handshake = await signEnvelope<Handshake>(keys.sign.seed, {
    kind: 'handshake',
    channel,
    id,
    epoch: outside.epoch,
    external: true,
    deviceSeats: deviceSeats(next.charter, next.leaves),
    postingKey: next.postingKey,
    message: await sealExternalCommit(under, { publicMessage: committed.message, signature }),
    rejoin: await makeRejoin({
      mls,
      channel,
      handshake: id,
      group: next.group,
      charter: next.charter,
      secret,
      renewed: false,
    }),
  });
  return { id, item: encode(handshakeItem, handshake), next, secret, welcome: undefined };
}
