import type { Epoch, Position, SeatId } from '../../base/ids.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, fixed, id, list, optional, struct, uint, word } from '../../protocol/codec/shapes.ts';
import { anchor } from '../../protocol/joining/anchor.ts';

/**
 * What a device remembers of a seat: enough to go on from `cursor` as if it had never stopped.
 *
 * Written as one value, together with the pages of the journal that it counts, so that group, keyring, record and
 * projection are always of the same moment.
 * Local: it crosses no trust boundary but this device's own storage.
 */
const checkpointCodec = struct('checkpoint', {
  version: uint('version', { min: 3, max: 3 }),
  /** `before-joining`: reads with a keyring, without a group. */
  phase: word('phase', ['before-joining', 'seated', 'removed'] as const),
  lastHandshake: uint<Position>('last handshake'),
  epoch: uint<Epoch>('epoch'),
  lastTime: uint('last time'),
  /** What a record that is read from outside is still to be held against. */
  anchor: optional(anchor),
  /** This device's clock when the epoch began for it. */
  epochSince: uint('epoch since'),
  group: optional(bytes('group', { max: 64 * 1024 * 1024 })),
  postingKey: optional(fixed('posting key', 32)),
  postingSeed: optional(fixed('posting seed', 32)),
  /** Where each epoch began that this device saw begin, and the record's edge before that. */
  epochStarts: list(
    'epoch starts',
    struct('epoch start', {
      epoch: uint<Epoch>('epoch'),
      position: uint<Position>('position'),
      since: uint('since'),
      generation: uint('generation'),
      frontier: list('frontier', fixed('hash', 32), { max: 64 }),
    }),
    { max: 1_000_000 },
  ),
  channelKeys: list(
    'channel keys',
    struct('channel key', { generation: uint('generation'), channelKey: fixed('channel key', 32) }),
    { max: 1_000_000 },
  ),
  keyring: list(
    'keyring',
    struct('keyring item', { epoch: uint<Epoch>('epoch'), recordSecret: fixed('record secret', 32) }),
    {
      max: 1_000_000,
    },
  ),
  frontierSize: uint('frontier size'),
  frontierHashes: list('frontier hashes', fixed('hash', 32), { max: 64 }),
  authenticationKeys: list(
    'authentication keys',
    struct('authentication key', {
      seat: id<SeatId>('seat'),
      epoch: uint<Epoch>('epoch'),
      authKey: fixed('auth key', 32),
    }),
    { max: 1_000_000 },
  ),
  /** By which the projection is made again, and the ids that were used in the epoch. */
  journal: struct('journal', {
    version: uint('version'),
    generation: uint('generation'),
    chunks: uint('chunks'),
    pages: uint('pages'),
    tail: bytes('tail', { max: 64 * 1024 * 1024 }),
  }),
});

export type Checkpoint = Decoded<typeof checkpointCodec>;

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  return encode(checkpointCodec, checkpoint);
}

/** Throws CodecError on what {@link encodeCheckpoint} did not write. */
export function decodeCheckpoint(value: Uint8Array): Checkpoint {
  return decode(checkpointCodec, value, Number.MAX_SAFE_INTEGER);
}
