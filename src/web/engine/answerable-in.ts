import type { ChannelProjection } from '../../records/projection.ts';
import { findWords } from '../../records/words.ts';
import type { Answerable } from './commands.ts';
import { ANSWERABLE_MAX } from './limits.ts';

const EXCERPT_CHARS_MAX = 120;

/** Words that were carried from a room and still stand, the newest note first. Of a non-paper, its idea's title. */
export function answerableIn(room: ChannelProjection): readonly Answerable[] {
  const seen = new Set<string>();
  const words: Answerable[] = [];
  for (const { carried } of [...room.transfers.notes].reverse()) {
    const found = findWords(room, carried);
    if (seen.has(carried) || found === undefined || found.withdrawnAt !== null) continue;
    seen.add(carried);
    const text = (found.title || found.text).slice(0, EXCERPT_CHARS_MAX);
    words.push({ entry: carried, text, language: found.language ?? 'und' });
    if (words.length === ANSWERABLE_MAX) break;
  }
  return words;
}
