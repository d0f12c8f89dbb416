import type { WaitingView } from '../engine/room-view.ts';
import { m } from '../messages/messages.ts';

/** What waits, in its own words where it has some; otherwise by its kind. */
export interface WaitingWords {
  readonly kind: string;
  readonly text: string | undefined;
  readonly language: string | undefined;
}

export function waitingWords({ kind, content }: Pick<WaitingView, 'kind' | 'content'>): WaitingWords {
  const kinds: Readonly<Record<string, () => string>> = m.waiting.kinds;
  const fields = fieldsOf(content);
  const planned = fieldsOf(fields['schedule']);
  // Of a text in several languages, the one that its author put first.
  const first = fieldsOf(Array.isArray(fields['texts']) ? fields['texts'][0] : undefined);
  const { title, question, text: words, what, who, note } = { ...first, ...fields };
  // A reaction is a word of the app's, and no text of anybody's.
  const reaction: Readonly<Record<string, () => string>> = m.words.reaction;
  const isReaction = kind === 'reaction' && typeof what === 'string';
  const text = [title, planned['title'], question, words, isReaction ? reaction[what]?.() : what, who, note]
    .filter((field): field is string => typeof field === 'string' && field !== '')
    .join('\n');
  const language = fields['language'] ?? first['language'];
  return {
    kind: (kinds[kind] ?? m.waiting.kinds.other)(),
    text: text === '' ? undefined : text,
    language: typeof language === 'string' ? language : undefined,
  };
}

function fieldsOf(content: unknown): Readonly<Record<string, unknown>> {
  return (typeof content === 'object' && content !== null ? content : {}) as Readonly<Record<string, unknown>>;
}

/** Why it does not go by itself, and what to do. */
export function whyRefused(code: string): string {
  const own: Readonly<Record<string, () => string>> = m.waiting.why;
  const record: Readonly<Record<string, () => string>> = m.refusals;
  const venue: Readonly<Record<string, () => string>> = m.errors.venue;
  return (own[code] ?? record[code] ?? venue[code] ?? m.waiting.why.other)();
}
