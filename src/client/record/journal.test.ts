import { describe, expect, test } from 'vitest';
import type { ChannelId, Commitment, EntryId, Epoch, PartyId, Position, SeatId } from '../../base/ids.ts';
import { idText } from '../../base/ids.ts';
import { emptyProjection, snapshotProjection } from '../../records/projection.ts';
import type { KnownEntry } from '../../records/registry.ts';
import { Breath } from './breath.ts';
import { Journal } from './journal.ts';

const channel = new Uint8Array(16) as ChannelId;
const [seat, party] = [new Uint8Array(16).fill(1) as SeatId, new Uint8Array(16).fill(2) as PartyId];

function numbered(n: number): EntryId {
  const id = new Uint8Array(16).fill(3);
  new DataView(id.buffer).setUint32(0, n);
  return id as EntryId;
}

function statement(n: number, epoch: number): KnownEntry {
  return {
    kind: 'statement',
    content: {
      text: `Entry ${n}. ${'So it was said. '.repeat(16)}`,
      language: 'en',
      inReplyTo: undefined,
      conveyance: undefined,
    },
    position: n as Position,
    epoch: epoch as Epoch,
    entry: numbered(n),
    commitment: new Uint8Array(32).fill(n) as Commitment,
    time: n,
    author: { seat, party, attribution: 'deniable', authenticity: 'verified', onRecord: false },
  };
}

/** With somebody who may speak. */
function room() {
  const begun = emptyProjection(channel);
  Object.assign(begun.room, { founded: true });
  begun.room.seats[idText(seat)] = { party: idText(party), leftAt: null } as never;
  return begun;
}

async function again(journal: Journal, epoch: number) {
  const pages = new Map(journal.pagesToWrite);
  const page = async (number: number) => pages.get(number) as Uint8Array;
  const of = { room: room(), kept: journal.kept, epoch: epoch as Epoch, used: [] };
  return await Journal.replay(of, page, new Breath());
}

describe('a journal', () => {
  test('gives the same projection when all is done again, whatever the items were', async () => {
    const journal = new Journal(room());
    expect(journal.apply({ kind: 'entry', opened: statement(1, 4), signatures: 'sound' })).toEqual({ kind: 'applied' });
    journal.apply({ kind: 'skipped', position: 2 as Position, reason: 'STALE' });
    journal.apply({ kind: 'missed', position: 3 as Position });
    const used = { entry: numbered(4), epoch: 5 as Epoch };
    journal.apply({ kind: 'unknown-kind', position: 4 as Position, used, tag: 999, version: 2 });
    journal.apply({
      kind: 'skipped',
      position: 5 as Position,
      reason: 'UNREADABLE',
      used: { ...used, entry: numbered(5) },
    });
    const twice = { ...statement(6, 5), entry: numbered(1) };
    expect(journal.apply({ kind: 'entry', opened: twice, signatures: 'sound' }).kind).toBe('refused');
    journal.apply({ kind: 'skipped', position: 7 as Position, reason: 'SHREDDED' });
    const restored = await again(journal, 5);
    expect(snapshotProjection(restored.journal.room)).toEqual(snapshotProjection(journal.room));
    // A refused one has used its id too.
    expect([...restored.used].sort()).toEqual([4, 5, 1].map((n) => idText(numbered(n))).sort());
    expect(restored.journal.kept).toEqual(journal.kept);
  });

  test('of 100,000 entries comes back whole, goes on, and lets others have their turn', async () => {
    const journal = new Journal(room());
    for (let n = 0; n < 100_000; n++) journal.apply({ kind: 'entry', opened: statement(n, 4), signatures: 'sound' });
    expect(journal.kept.tail.length).toBeLessThan(256 * 1024);
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    const restored = await again(journal, 4);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(20);
    expect(restored.used.size).toBe(100_000);
    expect(restored.journal.room.statements.order).toEqual(journal.room.statements.order);
    for (const each of [journal, restored.journal]) {
      each.apply({ kind: 'entry', opened: statement(100_000, 4), signatures: 'sound' });
    }
    expect(restored.journal.kept).toEqual(journal.kept);
  }, 60_000);
});
