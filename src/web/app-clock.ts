let offsetMs = 0;

/** When the device is open: a chair of the example goes on in the story's time. */
export function setClockOffset(ms: number): void {
  offsetMs = ms;
}

/** What time it is in this app, in ms since 1970 UTC. */
export function now(): number {
  return Date.now() + offsetMs;
}
