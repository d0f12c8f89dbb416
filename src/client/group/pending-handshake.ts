import type { EntryId, Position } from '../../base/ids.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, fixed, id, optional, struct, uint } from '../../protocol/codec/shapes.ts';
import type { Device } from '../device.ts';
import type { Expected } from '../record/adoption.ts';
import { restoreEpoch } from '../record/keep-record.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';

const pendingCodec = struct('pending handshake', {
  /** By which the handshake is found: its own id, or, for one that others made, its place. */
  id: optional(id<EntryId>('id')),
  position: optional(uint<Position>('position')),
  group: bytes('group', { max: 64 * 1024 * 1024 }),
  recordSecret: fixed('record secret', 32),
  postingKey: fixed('posting key', 32),
  postingSeed: fixed('posting seed', 32),
  channelKey: fixed('channel key', 32),
  generation: uint('generation'),
  /** What whoever asked for the commit needs to finish its work after a restart. */
  purpose: optional(struct('purpose', { kind: uint('kind'), content: bytes('content', { max: 8 * 1024 * 1024 }) })),
});

/** What a commit was for. */
export interface Purpose {
  readonly kind: 'admission' | 'share-key';
  readonly content: Uint8Array;
}

const PURPOSES: readonly Purpose['kind'][] = ['admission', 'share-key'];

/** Remembers what this device will be once the handshake is found in the record. Before it is sent. */
export async function rememberPending(
  device: Device,
  identity: SeatIdentity,
  expected: Expected,
  purpose?: Purpose,
): Promise<void> {
  const { where, next, secret } = expected;
  const pending: Decoded<typeof pendingCodec> = {
    id: 'id' in where ? where.id : undefined,
    position: 'position' in where ? where.position : undefined,
    group: device.mls.serialise(next.group),
    recordSecret: next.recordSecret,
    postingKey: next.postingKey,
    postingSeed: next.postingSeed,
    channelKey: secret.channelKey,
    generation: secret.generation,
    purpose: purpose && { kind: PURPOSES.indexOf(purpose.kind), content: purpose.content },
  };
  await device.storage.write({ put: { [seatKeys(identity.channel).pending]: encode(pendingCodec, pending) } });
}

/** What a device that was stopped in the middle of a commit left behind. */
export async function recallPending(
  device: Device,
  identity: SeatIdentity,
): Promise<{ readonly expected: Expected; readonly purpose: Purpose | undefined } | undefined> {
  const value = await device.storage.get(seatKeys(identity.channel).pending);
  if (value === undefined) return undefined;
  const kept = decode(pendingCodec, value, Number.MAX_SAFE_INTEGER);
  const where = kept.id === undefined ? { position: kept.position as Position } : { id: kept.id };
  const next = restoreEpoch(device.mls, kept);
  const secret = { channelKey: kept.channelKey, generation: kept.generation };
  const kind = kept.purpose && PURPOSES[kept.purpose.kind];
  return {
    expected: { where, next, secret },
    purpose: kept.purpose && kind && { kind, content: kept.purpose.content },
  };
}

/** Once the handshake is adopted or given up, and what it was for is done. */
export async function forgetPending(device: Device, identity: SeatIdentity): Promise<void> {
  await device.storage.write({ remove: [seatKeys(identity.channel).pending] });
}
