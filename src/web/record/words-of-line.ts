import type { IdText } from '../../records/timeline.ts';
import type { RecordLine } from '../engine/record-window.ts';
import type { ShortProjection } from '../engine/short-projection.ts';

export interface LineWords {
  readonly entry: IdText;
  readonly position: number;
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly withdrawnAt: number | null;
}

type Held = Pick<ShortProjection, 'transfers' | 'tabled'>;

/** What a line says, where it is a statement, a question, or is set as a document; nothing where it is neither. */
export function wordsOfLine(
  { transfers, tabled }: Held,
  line: Pick<RecordLine, 'item' | 'statement'>,
): LineWords | undefined {
  const { item, statement } = line;
  if (item.kind !== 'entry') return undefined;
  const { entry } = item;
  const found = {
    statement,
    question: statement,
    'put-forward': transfers.putForward[entry],
    'answer-brought': transfers.answers[entry],
    proposal: tabled.byEntry[entry],
  }[item.name as 'statement'];
  if (found === undefined) return undefined;
  const { text, language, withdrawnAt } = found;
  return {
    entry,
    position: item.position,
    title: 'title' in found ? String(found.title) : '',
    text,
    language,
    withdrawnAt,
  };
}

const DOCUMENTS: ReadonlySet<string> = new Set(['put-forward', 'answer-brought', 'proposal']);

/** Whether an entry of this kind is set as a document: words that stand for themselves, whoever brought them. */
export function isDocument(name: string): boolean {
  return DOCUMENTS.has(name);
}
