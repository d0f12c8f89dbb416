import { type EntryId, ID_BYTES, type Position } from '../../src/base/ids.ts';
import type { PostOutcome } from '../../src/client/connection/channel-connection.ts';
import { makeRejoin } from '../../src/client/group/channel-secrets.ts';
import { type EpochState, enterEpoch } from '../../src/client/group/epoch-state.ts';
import { type IntendedChanges, type MadeHandshake, makeHandshake } from '../../src/client/group/make-handshake.ts';
import type { Seat } from '../../src/client/seat.ts';
import { encodeCharter } from '../../src/protocol/charter/charter.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { signEnvelope } from '../../src/protocol/handshake/envelope-signature.ts';
import { type Handshake, handshakeItem } from '../../src/protocol/handshake/handshake.ts';
import { HANDSHAKE_BYTES_MAX } from '../../src/protocol/handshake/limits.ts';
import type { Person } from './house.ts';

/** A handshake as this member would make it, before whatever is done to it. */
export async function aCommit(person: Person, seat: Seat, changes: IntendedChanges = {}): Promise<MadeHandshake> {
  const { state, channelKeys } = seat.record.parts;
  const secret = channelKeys.newest();
  if (state === undefined || secret === undefined) throw new Error('not seated');
  return await makeHandshake(person.aside(), { signSeed: seat.keys.sign.seed, state, secret }, changes);
}

/** The same handshake, with something in it replaced, and signed again by its author. */
export async function altered(seat: Seat, item: Uint8Array, change: Partial<Handshake>): Promise<Uint8Array> {
  const id = crypto.getRandomValues(new Uint8Array(ID_BYTES)) as Uint8Array as EntryId;
  const changed = { ...decode(handshakeItem, item, HANDSHAKE_BYTES_MAX), id, ...change };
  return encode(handshakeItem, await signEnvelope<Handshake>(seat.keys.sign.seed, changed));
}

/** Sends it around the seat's own engine. */
export async function sendCommit(seat: Seat, item: Uint8Array): Promise<Position> {
  await seat.synced();
  const connection = await seat.session.connection();
  const outcome: PostOutcome = await connection.commit(seat.record.parts.lastHandshake, item);
  if (outcome.kind !== 'posted') throw new Error(outcome.code);
  return outcome.position;
}

/**
 * As {@link aCommit}, for what the engine's own making of it would refuse: `lie` says what stands in the envelope.
 * Changes that are not about the charter's channel key.
 */
export async function aLyingCommit(
  person: Person,
  seat: Seat,
  changes: IntendedChanges,
  lie: (next: EpochState) => Pick<Handshake, 'deviceSeats'>,
): Promise<Uint8Array> {
  const { mls } = person;
  const { state, channelKeys } = seat.record.parts;
  const secret = channelKeys.newest();
  if (state === undefined || secret === undefined) throw new Error('not seated');
  const { add, remove, charter } = changes;
  const committed = await mls.commit(state.group, {
    ...(add && { add }),
    ...(remove && { remove }),
    ...(charter && { charter: encodeCharter(charter) }),
  });
  const { state: next } = await enterEpoch(mls, committed.next);
  const id = crypto.getRandomValues(new Uint8Array(ID_BYTES)) as Uint8Array as EntryId;
  const { channel } = seat.identity;
  const of = { mls, channel, handshake: id, group: next.group, charter: next.charter, secret, renewed: false };
  const handshake: Omit<Handshake, 'signature'> = {
    kind: 'handshake',
    channel,
    id,
    epoch: state.epoch,
    external: false,
    postingKey: next.postingKey,
    message: committed.message,
    rejoin: await makeRejoin(of),
    ...lie(next),
  };
  return encode(handshakeItem, await signEnvelope<Handshake>(seat.keys.sign.seed, handshake));
}
