import { argumentView } from '../../records/idea/idea-slice.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { StatementView } from '../../records/statement/statement-slice.ts';
import type { IdText } from '../../records/timeline.ts';

export interface SealedWords {
  readonly words: string;
  readonly language: string | undefined;
}

/** Of statements, which a page has by the piece alone, the one that is asked for is given beside it. */
type RoomWithout = Readonly<Pick<ChannelProjection, 'ideas' | 'transfers' | 'tabled' | 'undertakings'>>;

/**
 * What an entry said when it was sealed, which is what a claim about it opens: an amendment is another entry. Nothing
 * where it is no words, was taken back, or stands before what this device may read.
 */
export function sealedWords(
  room: RoomWithout,
  entry: IdText,
  statement: StatementView | undefined,
): SealedWords | undefined {
  const { ideas, transfers, tabled } = room;
  const undertaking = room.undertakings.byEntry[entry];
  const found =
    statement?.earlier[0] ??
    statement ??
    ideas.byEntry[entry] ??
    argumentView(ideas, entry) ??
    ideas.versions[entry] ??
    ideas.nonPapers[entry] ??
    transfers.putForward[entry] ??
    transfers.answers[entry] ??
    tabled.byEntry[entry];
  if (found === undefined) return undertaking && { words: undertaking.what, language: undefined };
  const title = 'title' in found ? found.title : '';
  const words = [title, found.text].filter((part) => part.trim() !== '').join('\n');
  return words === '' ? undefined : { words, language: found.language };
}
