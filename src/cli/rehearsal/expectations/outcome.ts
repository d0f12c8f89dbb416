/** What became of an expectation. The sentence says what was expected; `why`, what was found instead. */
export type Outcome =
  | { readonly kind: 'held'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly sentence: string; readonly why: string }
  | { readonly kind: 'not checked'; readonly sentence: string; readonly why: string };

/** Held, unless anything was found against it. */
export function outcomeOf(sentence: string, against: readonly string[]): Outcome {
  if (against.length === 0) return { kind: 'held', sentence };
  return { kind: 'failed', sentence, why: `${against.join('; ')}.` };
}

export function listOf(names: string | readonly string[]): readonly string[] {
  return typeof names === 'string' ? [names] : names;
}

/** `a`, `a and b`, `a, b and c`. */
export function spoken(names: string | readonly string[]): string {
  const all = listOf(names);
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}

/** `a sees`, `a and b see`. */
export function spokenWith(names: string | readonly string[], one: string, many: string): string {
  return `${spoken(names)} ${listOf(names).length === 1 ? one : many}`;
}
