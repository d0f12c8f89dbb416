import { describe, expect, test } from 'vitest';
import type { ChannelId, Commitment, EntryId, Epoch, Position } from '../../base/ids.ts';
import { encodeEnvelope } from '../../protocol/entry/envelope.ts';
import { CIPHERTEXT_BYTES_MIN } from '../../protocol/entry/limits.ts';
import { CommitmentTree } from '../../protocol/record-tree/commitment-tree.ts';
import { RecordTree } from '../../protocol/record-tree/record-tree.ts';
import { Commitments } from './commitments.ts';

const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);

/** Every third item is a handshake, of which only the first two bytes are looked at. */
function itemAt(position: number): Uint8Array {
  if (position % 3 === 0) return Uint8Array.of(0x82, 2, position);
  return encodeEnvelope({
    header: {
      channel: bytes(16, 1) as ChannelId,
      epoch: 3 as Epoch,
      entry: bytes(16, position) as EntryId,
      commitment: bytes(32, position) as Commitment,
    },
    nonce: bytes(32, 2),
    keyCommitment: bytes(32, 3),
    ciphertext: bytes(CIPHERTEXT_BYTES_MIN, 4),
  });
}

const items = Array.from({ length: 20 }, (_, position) => itemAt(position));
const committed = items.flatMap((_, position) => (position % 3 === 0 ? [] : [bytes(32, position) as Commitment]));

function rootOf(size: number): Uint8Array {
  const tree = CommitmentTree.empty();
  for (const commitment of committed.slice(0, size)) tree.append(commitment);
  return tree.head().root;
}

function recordOf(size: number): RecordTree {
  const tree = RecordTree.empty();
  for (const item of items.slice(0, size)) tree.append(item);
  return tree;
}

describe('[LOG-2] commitments taken from a record', () => {
  test('are those of entries, in order, however the items come', () => {
    const commitments = Commitments.restore(undefined);
    commitments.take(0 as Position, items.slice(0, 7), 5);
    // Said again, and overlapping.
    commitments.take(0 as Position, items.slice(0, 7), 6);
    commitments.take(4 as Position, items.slice(4, 12), 6);
    // Not what follows.
    commitments.take(15 as Position, items.slice(15), 6);
    expect(commitments.position).toBe(12);
    expect(commitments.size).toBe(8);
    for (let size = 1; size <= 8; size++) expect(commitments.treeAt(size)?.root).toEqual(rootOf(size));
    expect(commitments.treeAt(0)).toBeUndefined();
    expect(commitments.treeAt(9)).toBeUndefined();
    expect(commitments.uncoveredSince).toBe(5);
  });

  test('that a beat covers wait no more, and those after it wait from then on', () => {
    const commitments = Commitments.restore(undefined);
    commitments.take(0 as Position, items.slice(0, 12), 5);
    const at = (size: number) => commitments.treeAt(size) as NonNullable<ReturnType<Commitments['treeAt']>>;
    commitments.cover(at(3), 50);
    expect([commitments.covered, commitments.size, commitments.uncoveredSince]).toEqual([3, 8, 50]);
    expect(commitments.treeAt(3)).toBeUndefined();
    expect(commitments.treeAt(8)?.root).toEqual(rootOf(8));
    commitments.cover(at(8), 60);
    expect(commitments.uncoveredSince).toBeUndefined();
    commitments.take(12 as Position, items.slice(12), 70);
    expect(commitments.uncoveredSince).toBe(70);
    expect(commitments.treeAt(committed.length)?.root).toEqual(rootOf(committed.length));
  });

  test('go on where they were kept, by what was read since or by what is fetched', () => {
    const before = Commitments.restore(undefined);
    before.take(0 as Position, items.slice(0, 10), 5);
    before.cover(before.treeAt(4) as NonNullable<ReturnType<Commitments['treeAt']>>, 6);
    const kept = before.keep(recordOf(10).frontier());
    expect(kept).toBeDefined();

    const read = Commitments.restore(kept);
    read.take(8 as Position, items.slice(8), 9);
    const fetched = Commitments.restore(kept);
    const head = fetched.takeEarlier(items.slice(10), 9);
    expect(recordOf(20).check(head)).toBe('agrees');
    for (const one of [read, fetched]) {
      expect(one.position).toBe(20);
      expect(one.covered).toBe(4);
      expect(one.treeAt(committed.length)?.root).toEqual(rootOf(committed.length));
    }
  });

  test('[RECORD-5] fetched from another record are told from it', () => {
    const commitments = Commitments.restore(undefined);
    const head = commitments.takeEarlier(items.slice(0, 10).with(4, itemAt(5)), 1);
    expect(recordOf(20).check(head)).toBe('differs');
  });

  test('are not kept beside a record that stands elsewhere, and read anew where what was kept does not read', () => {
    const commitments = Commitments.restore(undefined);
    commitments.take(0 as Position, items.slice(0, 10), 5);
    expect(commitments.keep(recordOf(9).frontier())).toBeUndefined();
    expect(Commitments.restore(Uint8Array.of(1, 2, 3)).position).toBe(0);
  });
});
