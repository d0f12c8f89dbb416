import { type Epoch, idText } from '../../base/ids.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, list, struct, uint } from '../../protocol/codec/shapes.ts';
import { PieceReader, piecesOf } from '../../records/plain-pieces.ts';
import { type ChannelProjection, SNAPSHOT_VERSION } from '../../records/projection.ts';
import { ClientError } from '../client-error.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import type { Storage } from '../storage/storage.ts';
import { Breath } from './breath.ts';
import { recordKeys } from './record-keys.ts';

/** Pieces in one value: fewer writes, each of them waits for the disk. */
const CHUNK_PIECES = 8;

const chunkCodec = struct('snapshot chunk', {
  version: uint('version', { min: SNAPSHOT_VERSION, max: SNAPSHOT_VERSION }),
  pieces: list('pieces', bytes('piece', { max: 256 * 1024 * 1024 }), { max: CHUNK_PIECES }),
});

/** What a journal begins upon. */
export interface Snapshot {
  readonly room: ChannelProjection;
  /** That it was taken in, and the ids that were used in that. */
  readonly epoch: Epoch;
  readonly used: readonly string[];
}

/**
 * Writes a snapshot piece by piece, and lets others have their turn between. Nothing refers to it before the checkpoint
 * does. The projection must not change meanwhile. Gives back how many chunks there are.
 */
export async function writeSnapshot(
  storage: Storage,
  identity: SeatIdentity,
  of: Snapshot & { readonly generation: number },
): Promise<number> {
  const { room, epoch, used, generation } = of;
  const keys = recordKeys(identity.channel);
  const breath = new Breath();
  let chunks = 0;
  let pieces: Uint8Array[] = [];
  const write = async () => {
    const chunk = encode(chunkCodec, { version: SNAPSHOT_VERSION, pieces });
    await storage.write({ put: { [keys.chunk(generation, chunks)]: chunk } });
    chunks += 1;
    pieces = [];
  };
  for (const piece of piecesOf({ room, epoch, used })) {
    pieces.push(piece);
    if (pieces.length === CHUNK_PIECES) await write();
    await breath.ifDue();
  }
  if (pieces.length > 0) await write();
  await removeLeftOver(storage, (number) => keys.chunk(generation, number), chunks);
  return chunks;
}

/** Of an earlier attempt that was cut short: what was longer then may have words that are shredded by now. */
async function removeLeftOver(storage: Storage, key: (number: number) => string, from: number): Promise<void> {
  const remove: string[] = [];
  for (let number = from; (await storage.get(key(number))) !== undefined; number++) remove.push(key(number));
  if (remove.length > 0) await storage.write({ remove });
}

/** Throws ClientError `STORAGE_BROKEN`, RecordsError or CodecError where it is not there, or of another version. */
export async function readSnapshot(
  storage: Storage,
  identity: SeatIdentity,
  at: { readonly generation: number; readonly chunks: number },
  breath: Breath,
): Promise<Snapshot> {
  const reader = new PieceReader();
  for (let number = 0; number < at.chunks; number++) {
    const chunk = await storage.get(recordKeys(identity.channel).chunk(at.generation, number));
    if (chunk === undefined) throw new ClientError('STORAGE_BROKEN', 'a part of what was kept is gone');
    for (const piece of decode(chunkCodec, chunk, Number.MAX_SAFE_INTEGER).pieces) {
      reader.add(piece);
      await breath.ifDue();
    }
  }
  const { room, epoch, used } = reader.value as Snapshot;
  if (room.channel !== idText(identity.channel)) throw new ClientError('STORAGE_BROKEN', 'of another channel');
  return { room, epoch, used };
}
