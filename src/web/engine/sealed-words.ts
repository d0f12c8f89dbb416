import { argumentView } from '../../records/idea/idea-slice.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { IdText } from '../../records/timeline.ts';

export interface SealedWords {
  readonly words: string;
  readonly language: string | undefined;
}

/**
 * What an entry said when it was sealed, which is what a claim about it opens: an amendment is another entry. Nothing
 * where it is no words, was taken back, or stands before what this device may read.
 */
export function sealedWords(room: ChannelProjection, entry: IdText): SealedWords | undefined {
  const statement = room.statements.byEntry[entry];
  const undertaking = room.undertakings.byEntry[entry];
  const titled = room.ideas.byEntry[entry] ?? argumentView(room.ideas, entry) ?? room.transfers.putForward[entry];
  const found = statement?.earlier[0] ?? statement ?? titled;
  if (found === undefined) return undertaking && { words: undertaking.what, language: undefined };
  const title = 'title' in found ? found.title : '';
  const words = [title, found.text].filter((part) => part !== '').join('\n');
  return words === '' ? undefined : { words, language: found.language };
}
