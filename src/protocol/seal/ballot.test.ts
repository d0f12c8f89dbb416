import { describe, expect, test } from 'vitest';
import type { ChannelId, EntryId, Epoch, TreeSize } from '../../base/ids.ts';
import { isBallot, sealBallot, verifyBallot } from './ballot.ts';
import { openEntry } from './open-entry.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const channel = filled<ChannelId>(16, 1);
const recordSecret = filled(32, 2);
const seen = { size: 4 as TreeSize, root: filled(32, 3) };
const ballot = { channel, epoch: 2 as Epoch, seen, recordSecret, payload: filled(20, 4), random };

async function opened(change: Partial<typeof ballot> = {}) {
  const item = await sealBallot({ ...ballot, ...change, entry: random(16) as EntryId });
  const entry = await openEntry(item, { channel, recordSecret: () => recordSecret });
  if (entry.kind !== 'opened') throw new Error(entry.kind);
  return { item, entry };
}

describe('a ballot', () => {
  test('[SOUND-5] says nothing but what it answers: no seat, no time, the head that all have, a share for nobody', async () => {
    const { entry } = await opened();
    expect(entry).toMatchObject({ time: undefined, seen, attribution: { kind: 'unattributed' } });
    expect(entry.shares).toMatchObject([{ party: filled(16, 0), generation: 0 }]);
    expect(isBallot(entry)).toBe(true);
    expect(verifyBallot(entry, seen)).toEqual({ kind: 'unattributed', sharesFit: true });
    expect(isBallot({ ...entry, shares: [{ party: filled(16, 1), generation: 0, sealed: filled(81, 0) }] })).toBe(
      false,
    );
  });

  test('[SOUND-5] that says more is nobody’s', async () => {
    const forged = { kind: 'forged', why: 'SAYS_MORE' };
    const { entry } = await opened({ seen: { size: 5 as TreeSize, root: filled(32, 3) } });
    expect(verifyBallot(entry, seen)).toEqual(forged);
    expect(verifyBallot({ ...entry, seen: { ...seen, root: filled(32, 9) } }, seen)).toEqual(forged);
    expect(verifyBallot({ ...entry, seen, time: 7 }, seen)).toEqual(forged);
    const [share] = entry.shares;
    expect(verifyBallot({ ...entry, seen, shares: [{ ...share, generation: 1 } as never] }, seen)).toEqual(forged);
    expect(verifyBallot(entry, undefined)).toEqual({ kind: 'not-verifiable', onRecord: false });
    const { isWithToken: _, ...header } = entry.header;
    expect(verifyBallot({ ...entry, seen, header }, seen)).toEqual({ kind: 'forged', why: 'HOW_POSTED' });
  });

  test('[SOUND-5] is as long as any other of its size class, and never the same twice', async () => {
    const [one, other] = [await opened(), await opened({ payload: filled(200, 9) })];
    expect(one.item).toHaveLength(other.item.length);
    expect((await opened()).entry.header.commitment).not.toEqual(one.entry.header.commitment);
  });
});
