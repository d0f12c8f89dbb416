const LOCK_AFTER_KEY = 'pourparler-lock-after';

/** In minutes; 0 is never. */
export const LOCK_AFTER_CHOICES = [5, 15, 60, 0] as const;

/** A lunch: whoever has left the room for longer is not at this device. */
const USUAL = 60;

export function lockAfter(storage: Pick<Storage, 'getItem'>): number {
  const kept = storage.getItem(LOCK_AFTER_KEY);
  return LOCK_AFTER_CHOICES.find((minutes) => String(minutes) === kept) ?? USUAL;
}

export function chooseLockAfter(storage: Pick<Storage, 'setItem'>, minutes: number): void {
  storage.setItem(LOCK_AFTER_KEY, String(minutes));
}

/** Also right when the device has slept meanwhile: it goes by the clock, and not by what was waited for. */
export function isToLock({
  minutes,
  touchedAt,
  now,
}: {
  readonly minutes: number;
  readonly touchedAt: number;
  readonly now: number;
}): boolean {
  return minutes > 0 && now - touchedAt >= minutes * 60_000;
}
