import { rulesAt } from '../../records/rules/rules-in-force.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RecordLine } from '../engine/record-window.ts';
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
  projection: Pick<ShortProjection, 'room' | 'ideas' | 'transfers' | 'undertakings'>,
): Claimable | undefined {
  if (item.kind !== 'entry') return undefined;
  // What was said off the record is not used. [RULES-5]
  if (rulesAt(projection, item.position).rule === 'off the record') return undefined;
  const found = item.name === 'statement' ? firstWords(statement) : sealedWords(item, projection);
  if (found === undefined || found.words.trim() === '') return undefined;
  return { entry: item.entry, index, seat: entry?.seat ?? undefined, time: entry?.time ?? null, ...found };
}

type Found = Pick<Claimable, 'words' | 'language'>;

function firstWords(statement: RecordLine['statement']): Found | undefined {
  if (statement === undefined || statement.withdrawnAt !== null) return undefined;
  const { text, language } = statement.earlier[0] ?? statement;
  return { words: text, language };
}

function sealedWords(
  { name, entry, about }: { readonly name: string; readonly entry: IdText; readonly about: IdText },
  { ideas, transfers, undertakings }: Pick<ShortProjection, 'ideas' | 'transfers' | 'undertakings'>,
): Found | undefined {
  switch (name) {
    case 'idea':
      return titled(ideas.byEntry[entry]);
    case 'idea-argument':
      return titled(ideas.byEntry[about]?.arguments.find((one) => one.entry === entry));
    case 'put-forward':
      return titled(transfers.putForward[entry]);
    case 'undertaking': {
      const undertaking = undertakings.byEntry[entry];
      return undertaking && { words: undertaking.what, language: undefined };
    }
    default:
      return undefined;
  }
}

function titled(
  of: { title?: string; text: string; language: string; withdrawnAt: number | null } | undefined,
): Found | undefined {
  if (of === undefined || of.withdrawnAt !== null) return undefined;
  return { words: of.title === undefined ? of.text : `${of.title}\n${of.text}`, language: of.language };
}
