import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import type { Commitment, Position, TreeSize } from '../../base/ids.ts';
import { sha256 } from '../crypto/sha256.ts';
import { checkInclusion } from '../merkle/check-proof.ts';
import { leafHash } from '../merkle/hashing.ts';
import { CommitmentTree, commitmentLeaf } from './commitment-tree.ts';
import { type RecordHead, RecordTree } from './record-tree.ts';

const envelope = (i: number | string) => utf8(`envelope ${i}`);

function recordOf(...items: readonly (number | string)[]): RecordTree {
  const record = RecordTree.empty();
  for (const item of items) record.append(envelope(item));
  return record;
}

describe('RecordTree', () => {
  test('[RECORD-1] heads of the same record agree at every size', () => {
    const mine = recordOf(0, 1, 2, 3, 4);
    const theirs = recordOf(0, 1, 2);
    expect(mine.check(theirs.head())).toBe('agrees');
    expect(theirs.check(mine.head())).toBe('ahead-of-us');
    expect(mine.headAt(3)).toEqual(theirs.head());
    expect(mine.headAt(6)).toBeUndefined();
    expect(mine.check(RecordTree.empty().head())).toBe('agrees');
  });

  test.each([
    ['one altered', [0, 'other', 2]],
    ['one dropped', [0, 2, 3]],
    ['two exchanged', [1, 0, 2]],
    ['one twice', [0, 0, 1]],
  ])('[RECORD-1] %s is caught', (_how, items) => {
    const head = recordOf(...items).head();
    expect(recordOf(0, 1, 2, 3, 4).check(head)).toBe('differs');
  });

  test('[RECORD-2] positions are consecutive', () => {
    const record = RecordTree.empty();
    expect([record.append(envelope(0)), record.append(envelope(1)), record.size]).toEqual([0, 1, 2]);
  });

  test('[RECORD-5] a seat admitted later checks every head from its frontier on', () => {
    const whole = recordOf(0, 1, 2, 3, 4);
    const later = RecordTree.fromFrontier(recordOf(0, 1, 2).frontier());
    expect(later.append(envelope(3))).toBe(3);
    later.append(envelope(4));
    expect(later.head()).toEqual(whole.head());
    expect(later.start).toBe(3);
    expect(later.check(whole.headAt(3) as RecordHead)).toBe('agrees');
    expect(later.check(whole.headAt(2) as RecordHead)).toBe('before-us');
    expect(later.check({ size: 4 as TreeSize, root: new Uint8Array(32) })).toBe('differs');
  });

  test('[RECORD-1] knows what stands at each place since its frontier', () => {
    const later = RecordTree.fromFrontier(recordOf(0, 1, 2).frontier());
    later.append(envelope(3));
    later.append(envelope(4));
    const leaves = [0, 2, 3, 4, 5].map((at) => later.leafAt(at as Position));
    expect(leaves).toEqual([undefined, undefined, leafHash(envelope(3)), leafHash(envelope(4)), undefined]);
  });

  test('a snapshot comes back with every head', () => {
    const record = recordOf(0, 1, 2, 3, 4);
    const read = RecordTree.fromSnapshot(record.snapshot());
    expect(read.headAt(3)).toEqual(record.headAt(3));
    expect(read.append(envelope(5))).toBe(5);
  });
});

describe('CommitmentTree', () => {
  const commitment = (i: number) => sha256(utf8(`commitment ${i}`)) as Commitment;

  test('[LOG-2] proves each commitment in the tree of any later beat', () => {
    const tree = CommitmentTree.empty();
    for (let i = 0; i < 20; i++) expect(tree.append(commitment(i))).toBe(i);
    for (let size = 1; size <= 20; size++) {
      for (let index = 0; index < size; index++) {
        const proof = tree.inclusion(index, size) ?? [];
        const root = tree.headAt(size)?.root ?? new Uint8Array();
        expect(checkInclusion({ leafHash: commitmentLeaf(commitment(index)), index, size, proof, root })).toBe(true);
      }
    }
    const read = CommitmentTree.fromSnapshot(tree.snapshot());
    expect(read.head()).toEqual(tree.head());
    expect(CommitmentTree.fromFrontier(tree.frontier()).head()).toEqual(tree.head());
  });

  test('a commitment is no record leaf: a tree over envelopes has another root', () => {
    const commitments = CommitmentTree.empty();
    commitments.append(commitment(0));
    expect(recordOf(0).head().root).not.toEqual(commitments.head().root);
  });
});
