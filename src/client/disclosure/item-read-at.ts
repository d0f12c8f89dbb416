import { equal } from '../../base/bytes.ts';
import type { Position } from '../../base/ids.ts';
import { readable } from '../../protocol/codec/readable.ts';
import { decodeShredded } from '../../protocol/entry/shredded.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { Frontier } from '../../protocol/merkle/frontier.ts';
import { leafHash } from '../../protocol/merkle/hashing.ts';
import { PAGE_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import type { RecordParts } from '../record/record-parts.ts';

/**
 * The item that this device read at a position, asked of the venue once more. `[RECORD-1]`
 *
 * Not what the venue hands out now, but what the record tree says: by its leaf, or, where a restart left only the
 * tree's edges, by hashing everything between the two nearest edges again. Throws `VENUE_MISBEHAVED`.
 */
export async function itemReadAt(seat: AtSeat, position: Position): Promise<Uint8Array> {
  const leaf = seat.record.parts.tree.leafAt(position);
  if (leaf === undefined) return await itemBetweenEdges(seat, position);
  const connection = await seat.session.connection();
  const [item] = (await connection.fetch(position, 1)).items;
  if (item === undefined || !equal(leafHash(item), leaf)) throw anotherItem();
  return item;
}

/** At most what was said in one epoch; for a seat that was given the past on admission, all that it was given. */
async function itemBetweenEdges(seat: AtSeat, position: Position): Promise<Uint8Array> {
  const { frontier, end, root } = edgesAround(seat.record.parts, position);
  const connection = await seat.session.connection();
  let found: Uint8Array | undefined;
  while (frontier.size < end) {
    const { items } = await connection.fetch(frontier.size as number as Position, PAGE_BYTES_MAX);
    if (items.length === 0) throw anotherItem();
    for (const item of items.slice(0, end - frontier.size)) {
      if ((frontier.size as number) === position) found = item;
      frontier.append(leafOf(item));
    }
  }
  if (found === undefined || !equal(frontier.root(), root)) throw anotherItem();
  return found;
}

/** The nearest sizes of the record, below and above, whose edges this device has kept. */
function edgesAround({ tree, epochStarts }: Readonly<RecordParts>, position: Position) {
  const edges = [...epochStarts.values()].map((start) => start.frontier);
  const below = edges.filter(({ size }) => size <= position).sort((a, b) => b.size - a.size)[0];
  const above = edges.filter(({ size }) => size > position && size <= tree.start).sort((a, b) => a.size - b.size)[0];
  const end = above?.size ?? tree.start;
  const root = above?.root() ?? tree.headAt(tree.start)?.root;
  if (root === undefined) throw new RangeError('a tree knows the head that it starts from');
  return { frontier: new Frontier(below?.size, below?.hashes), end: end as number, root };
}

function leafOf(item: Uint8Array): Uint8Array {
  const shredded = itemKind(item) === 'shredded' ? readable(() => decodeShredded(item)) : undefined;
  return shredded?.leafHash ?? leafHash(item);
}

function anotherItem(): ClientError {
  return new ClientError('VENUE_MISBEHAVED', 'the venue gives another item than the one that was read');
}
