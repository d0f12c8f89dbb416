import type { Randomness } from '../../base/ports.ts';

const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try: doubling from a quarter of a second to half a minute,
 * each shortened at random by up to a half so that devices that lost one venue do not return as one.
 */
export function backoffMs(failures: number, random: Randomness): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  const chance = (random(1)[0] as number) / 256;
  return Math.round(longest * (1 - chance / 2));
}
