import type { WaitingView } from '../engine/room-view.ts';
import { m } from '../messages/messages.ts';

/** What waits, in its own words where it has some; otherwise by its kind. */
export interface WaitingWords {
  readonly kind: string;
  readonly text: string | undefined;
  readonly language: string | undefined;
}

export function waitingWords({ kind, content }: WaitingView): WaitingWords {
  const kinds: Readonly<Record<string, () => string>> = m.record.waiting.kinds;
  const fields = (typeof content === 'object' && content !== null ? content : {}) as Readonly<Record<string, unknown>>;
  const text = [fields['title'], fields['text'], fields['what'], fields['note']]
    .filter((field): field is string => typeof field === 'string' && field !== '')
    .join('\n');
  const language = fields['language'];
  return {
    kind: (kinds[kind] ?? m.record.waiting.kinds.other)(),
    text: text === '' ? undefined : text,
    language: typeof language === 'string' ? language : undefined,
  };
}

/** Why it does not go by itself, and what to do. */
export function whyRefused(code: string): string {
  const own: Readonly<Record<string, () => string>> = m.record.waiting.why;
  const record: Readonly<Record<string, () => string>> = m.refusals;
  const venue: Readonly<Record<string, () => string>> = m.errors.venue;
  return (own[code] ?? record[code] ?? venue[code] ?? m.record.waiting.why.other)();
}
