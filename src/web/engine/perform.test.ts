import { expect, test, vi } from 'vitest';
import type { Engine } from './engine.ts';
import { PERFORM } from './perform.ts';

test('who is asked by a sounding is read as seats, and what is none is refused before anything goes', async () => {
  const open = vi.fn().mockResolvedValue({ entry: new Uint8Array(16) });
  const engine = { seat: () => ({ soundings: { open } }) } as unknown as Engine;
  const ask = (seats: readonly string[]) =>
    PERFORM.openSounding(engine, { channel: 'ab'.repeat(16), attribution: 'deniable', asked: {} as never, seats });
  await expect(ask(['cd'.repeat(16), 'nobody'])).rejects.toMatchObject({ code: 'UNKNOWN_SEAT' });
  expect(open).not.toHaveBeenCalled();
  await ask(['cd'.repeat(16)]);
  expect(open).toHaveBeenCalledWith({ seats: [new Uint8Array(16).fill(0xcd)] }, { attribution: 'deniable' });
});
