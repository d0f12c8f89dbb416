import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClientError } from '../../client/client-error.ts';
import { MemoryStorage } from '../../client/storage/memory-storage.ts';
import { TITLE_BYTES_MAX } from '../../records/limits.ts';
import { LaterCarries } from './later-carries.ts';
import { CARRY_AGAIN_MS, TIMER_MS_MAX } from './limits.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const room = 'ab'.repeat(16);
const words = {
  ...{ from: room, entry: room, to: room, about: undefined, title: '', text: 'Half the water.', language: 'en' },
  ...({ attribution: 'deniable', authorsMin: 2 } as const),
};
const inAnHour = { kind: 'after', ms: 3_600_000 } as const;

async function opened() {
  const storage = new MemoryStorage();
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const open = () => LaterCarries.open({ storage, clock: () => Date.now(), random });
  return { carries: await open(), open, writes: vi.spyOn(storage, 'write') };
}

test.each([
  ['a title that is too long', { ...words, title: 'é'.repeat(TITLE_BYTES_MAX) }, inAnHour],
  ['no entry', { ...words, entry: 'x' }, inAnHour],
  ['a time before now', words, { kind: 'after', ms: -1e15 } as const],
])('what cannot be kept does not wait, and keeps nobody else from it: %s', async (_, carry, when) => {
  const { carries, open } = await opened();
  await expect(carries.put(carry, when)).rejects.toThrow();
  expect(carries.of(room)).toEqual([]);
  const { id } = await carries.put(words, inAnHour);
  expect((await open()).of(room)).toMatchObject([{ id }]);
});

test('while the line is away it is tried again and again, and written down once it went', async () => {
  const { carries, open, writes } = await opened();
  const changed = vi.fn();
  let isAway = true;
  const carry = vi.fn(async () => {
    if (isAway) throw new ClientError('VENUE_UNREACHABLE', 'no line');
  });
  carries.start(carry, changed);
  await carries.put(words, { kind: 'after', ms: 0 });
  writes.mockClear();
  changed.mockClear();
  await vi.advanceTimersByTimeAsync(3 * CARRY_AGAIN_MS);
  expect(carry).toHaveBeenCalledTimes(3);
  expect([writes.mock.calls, changed.mock.calls]).toEqual([[], []]);
  isAway = false;
  await vi.advanceTimersByTimeAsync(CARRY_AGAIN_MS);
  expect(changed).toHaveBeenCalledTimes(1);
  expect((await open()).of(room)).toEqual([]);
  carries.stop();
});

test('what is asked for now, and does not go at once, goes with the line and not at its old time', async () => {
  const { carries } = await opened();
  const carry = vi.fn().mockRejectedValueOnce(new ClientError('VENUE_UNREACHABLE', 'no line'));
  carries.start(carry, () => {});
  const { id } = await carries.put(words, { kind: 'after', ms: 10 * TIMER_MS_MAX });
  await carries.now(id);
  expect(carries.of(room)).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(CARRY_AGAIN_MS);
  expect(carry).toHaveBeenCalledTimes(2);
  expect(carries.of(room)).toEqual([]);
  carries.stop();
});
