import type { Randomness } from '../../base/ports.ts';

/** A wait of up to `maxMs`, as chance has it. In whole ms. */
export function drawnDelayMs(maxMs: number, random: Randomness): number {
  const drawn = random(4);
  const share = new DataView(drawn.buffer, drawn.byteOffset).getUint32(0) / 2 ** 32;
  return Math.floor(share * maxMs);
}
