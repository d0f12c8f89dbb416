import { expect, test } from 'vitest';
import { toHex } from '../../base/text-encodings.ts';
import { argon2id } from './argon2id.ts';

test('RFC 9106, section 5.3', async () => {
  const of = (length: number, value: number) => new Uint8Array(length).fill(value);
  const tag = await argon2id(of(32, 1), of(16, 2), {
    memoryKiB: 32,
    passes: 3,
    lanes: 4,
    length: 32,
    secret: of(8, 3),
    associatedData: of(12, 4),
  });
  expect(toHex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
});

test('others have their turn while it runs: timers in Node, now and then a frame in a browser', async () => {
  let turns = 0;
  const { requestAnimationFrame: frame = (task: () => void) => void setTimeout(task, 1) } = globalThis;
  let isRunning = true;
  const turn = () => {
    turns += 1;
    if (isRunning) frame(turn);
  };
  frame(turn);
  await argon2id(new Uint8Array(8), new Uint8Array(16), { memoryKiB: 65_536, passes: 3, lanes: 4, length: 32 });
  isRunning = false;
  expect(turns).toBeGreaterThan(2);
});
