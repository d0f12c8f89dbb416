/** Refusals that waiting helps against: nothing about what was sent is wrong. */
const PASSING: ReadonlySet<unknown> = new Set([
  'RATE_LIMITED',
  'DISK_FULL',
  'VENUE_FAILED',
  'DRAINING',
  'TOO_MANY_CONNECTIONS',
  'DEVICE_ONLY', // Right after rejoining, until the device has logged in with its leaf.
  'NOT_LOGGED_IN',
]);

export function isPassingRefusal(code: unknown): boolean {
  return PASSING.has(code);
}
