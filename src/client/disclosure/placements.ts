import { equal } from '../../base/bytes.ts';
import type { Commitment, Position } from '../../base/ids.ts';
import type { Placement } from '../../protocol/disclosure/opening.ts';
import { decodeEnvelope } from '../../protocol/entry/envelope.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { CommitmentTree } from '../../protocol/record-tree/commitment-tree.ts';
import { PAGE_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { ChannelBeat } from '../../protocol/wire/venue-message.ts';
import type { AtSeat } from '../at-seat.ts';
import { ClientError } from '../client-error.ts';
import type { ChannelConnection } from '../connection/channel-connection.ts';

/** Between two looks whether the venue has entered a beat that covers the claims. */
const LOOK_AGAIN_MS = 250;

/**
 * Where each commitment stands in the channel's commitment tree and in the public log; waits for the beat that covers
 * them all. `[LOG-2]`
 *
 * Builds the tree from the record itself: a venue that entered another root is caught here, `VENUE_MISBEHAVED`.
 */
export async function placementsOf(
  seat: AtSeat,
  commitments: readonly Commitment[],
  signal?: AbortSignal,
): Promise<readonly Placement[]> {
  if (commitments.length === 0) return [];
  const connection = await seat.session.connection();
  const all = await commitmentsOf(connection);
  const indices = commitments.map((commitment) => all.findIndex((each) => equal(each, commitment)));
  if (indices.some((index) => index < 0))
    throw new ClientError('VENUE_MISBEHAVED', 'an entry is no longer in the record');
  const beat = await beatAfter(connection, Math.max(...indices), signal);
  const tree = CommitmentTree.empty();
  for (const commitment of all.slice(0, beat.size)) tree.append(commitment);
  if ((tree.size as number) !== beat.size || !equal(tree.head().root, beat.root)) {
    throw new ClientError('VENUE_MISBEHAVED', 'the log holds another commitment tree than the record');
  }
  return indices.map((index) => ({
    index,
    size: tree.size,
    proof: tree.inclusion(index) ?? [],
    blind: beat.blind,
    logIndex: beat.logIndex,
    authorship: undefined,
  }));
}

/** In the record's order, of all entries since the founding, whoever could read them. */
async function commitmentsOf(connection: ChannelConnection): Promise<readonly Commitment[]> {
  const commitments: Commitment[] = [];
  for (let from = 0; ; ) {
    const page = await connection.fetch(from as Position, PAGE_BYTES_MAX);
    for (const item of page.items) {
      if (itemKind(item) === 'entry') commitments.push(decodeEnvelope(item).header.commitment);
    }
    from += page.items.length;
    if (page.items.length === 0 || from >= page.size) return commitments;
  }
}

async function beatAfter(connection: ChannelConnection, index: number, signal?: AbortSignal): Promise<ChannelBeat> {
  for (;;) {
    signal?.throwIfAborted();
    const [first] = await connection.beats(index);
    if (first !== undefined) return first;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
