import type { Device } from '../device.ts';
import { drawnDelayMs } from '../unattributed/drawn-delay.ts';
import { DELAY_MS_MAX } from '../unattributed/limits.ts';

/**
 * When a vote goes, by this device's clock: as chance has it, and not so late that its box is closed by then. Where that
 * is over there is nothing to hurry for.
 */
export function drawMoment({ random, clock, unattributedDelayMs = DELAY_MS_MAX }: Device, closesAt: number): number {
  const now = clock();
  const within = closesAt > now ? Math.min(unattributedDelayMs, (closesAt - now) / 2) : unattributedDelayMs;
  return now + drawnDelayMs(within, random);
}
