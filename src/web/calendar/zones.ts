/** The zone of this device. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone that this device knows, its own first, then UTC, then by name: to choose from. */
export function zonesToChoose(own: string): readonly string[] {
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own && zone !== 'UTC');
  return [...new Set([own, 'UTC', ...others.sort()])];
}
