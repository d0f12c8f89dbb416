import type { ProposedText } from '../../records/mediators-proposal/proposal-slice.ts';
import { language } from '../messages/messages.ts';

/** Where there is none in the reader's language, the one that its author put first. */
export function inLanguageOfReader(texts: readonly ProposedText[]): ProposedText | undefined {
  const primary = language.tag.split('-', 1)[0];
  return texts.find((text) => text.language.split('-', 1)[0] === primary) ?? texts[0];
}

export function inOtherLanguages(texts: readonly ProposedText[]): readonly ProposedText[] {
  const own = inLanguageOfReader(texts);
  return texts.filter((text) => text !== own);
}

const BEGINNING_LENGTH = 60;

/** What has no title is known by how it begins. */
export function titleOf(texts: readonly ProposedText[]): string {
  const words = inLanguageOfReader(texts);
  if (words === undefined || words.title !== '') return words?.title ?? '';
  const line = words.text.split('\n', 1)[0] ?? '';
  return line.length <= BEGINNING_LENGTH ? line : `${line.slice(0, BEGINNING_LENGTH).trimEnd()}…`;
}
