import { type EntryId, ID_BYTES, type Position } from '../../src/base/ids.ts';
import type { PostOutcome } from '../../src/client/connection/channel-connection.ts';
import { type IntendedChanges, type MadeHandshake, makeHandshake } from '../../src/client/group/make-handshake.ts';
import type { Seat } from '../../src/client/seat.ts';
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
