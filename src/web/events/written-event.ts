import { PLACE_BYTES_MAX, PURPOSE_BYTES_MAX, TITLE_BYTES_MAX } from '../../records/limits.ts';
import type { OutsideEvent } from '../../records/outside-event/outside-event.ts';
import { isCalendarDate } from '../../records/when.ts';

/** As a form gives it. */
export interface EventForm {
  readonly title: string;
  readonly on: string;
  /** Empty where it is one day. */
  readonly until: string;
  readonly place: string;
  readonly source: string;
}

export type EventMistake = 'title' | 'titleLong' | 'on' | 'until' | 'placeLong' | 'sourceLong';

export type WrittenEvent =
  | { readonly kind: 'event'; readonly event: OutsideEvent }
  | { readonly kind: 'mistakes'; readonly mistakes: ReadonlySet<EventMistake> };

/** The event that a form amounts to, as a record takes it; or all that is wrong with it at once. */
export function writtenEvent(form: EventForm): WrittenEvent {
  const [title, place, source] = [form.title, form.place, form.source].map((text) => text.trim()) as [
    string,
    string,
    string,
  ];
  const mistakes = new Set<EventMistake>();
  if (title === '') mistakes.add('title');
  if (bytes(title) > TITLE_BYTES_MAX) mistakes.add('titleLong');
  if (bytes(place) > PLACE_BYTES_MAX) mistakes.add('placeLong');
  if (bytes(source) > PURPOSE_BYTES_MAX) mistakes.add('sourceLong');
  if (!isCalendarDate(form.on)) mistakes.add('on');
  const until = form.until === '' || form.until === form.on ? undefined : form.until;
  if (until !== undefined && (!isCalendarDate(until) || until < form.on)) mistakes.add('until');
  if (mistakes.size > 0) return { kind: 'mistakes', mistakes };
  return { kind: 'event', event: { title, on: form.on, until, place, source } };
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
