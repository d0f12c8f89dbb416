import { expect, test } from 'vitest';
import type { ChannelId, Position } from '../../base/ids.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';
import { Evidence } from './evidence.ts';

test('a flood of one kind of evidence leaves room for every other', async () => {
  const identity = { channel: new Uint8Array(16) as ChannelId } as SeatIdentity;
  const storage = new MemoryStorage();
  const evidence = await Evidence.open(storage, identity);
  for (let n = 0; n < 1_000; n++) {
    await evidence.keep({ kind: 'forged', position: n as Position, evidence: new Uint8Array(1) });
  }
  await evidence.keep({ kind: 'fork', position: 1_000 as Position, evidence: new Uint8Array(1) });
  expect(evidence.violations.length).toBeLessThan(100);
  expect(evidence.violations.at(-1)?.kind).toBe('fork');
  expect((await Evidence.open(storage, identity)).violations).toEqual(evidence.violations);
});
