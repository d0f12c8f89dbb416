import { rulesAt } from '../../records/rules/rules-in-force.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RecordLine } from '../engine/record-window.ts';
import { sealedWords } from '../engine/sealed-words.ts';
import type { ShortProjection } from '../engine/short-projection.ts';

/** An entry of words that a text can rest on. */
export interface Claimable {
  readonly entry: IdText;
  readonly index: number;
  readonly seat: IdText | undefined;
  readonly time: number | null;
  /** As it was sealed: what was amended later is another entry. */
  readonly words: string;
  readonly language: string | undefined;
}

/** What a line of the record gives a text to rest on; nothing where it is no words, or words that were taken back. */
export function claimable(
  { index, item, entry, statement }: RecordLine,
  projection: ShortProjection,
): Claimable | undefined {
  if (item.kind !== 'entry') return undefined;
  // What was said off the record is not used. [RULES-5]
  if (rulesAt(projection, item.position).rule === 'off the record') return undefined;
  const found = sealedWords(
    projection,
    item.entry,
    item.name === 'statement' || item.name === 'question' ? statement : undefined,
  );
  if (found === undefined) return undefined;
  return { entry: item.entry, index, seat: entry?.seat ?? undefined, time: entry?.time ?? null, ...found };
}
