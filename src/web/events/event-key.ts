import type { OutsideEventSlice } from '../../records/outside-event/outside-event-slice.ts';

/** Two events with the same key are one to whoever looks at them: the same title, beginning on the same day. */
export function eventKey({ title, on }: { readonly title: string; readonly on: string | null }): string {
  return `${on} ${title.normalize('NFC').trim().toLowerCase()}`;
}

/** Of those that stand in a room's record. */
export function notedKeys(events: Pick<OutsideEventSlice, 'byEntry'> | undefined): ReadonlySet<string> {
  const noted = Object.values(events?.byEntry ?? {}).filter(({ on }) => on !== null);
  return new Set(noted.map(eventKey));
}
