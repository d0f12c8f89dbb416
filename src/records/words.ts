import { argumentView } from './idea/idea-slice.ts';
import type { ChannelProjection } from './projection.ts';
import type { IdText } from './timeline.ts';

/** What an entry says, where what it says is words: they can be taken back, and carried. */
export interface Words {
  text: string;
  title?: string;
  earlier?: unknown[];
  withdrawnAt: number | null;
}

/** The names of the kinds that {@link findWords} knows. */
export const WORDS = ['statement', 'idea', 'idea-argument', 'put-forward'] as const;

export function findWords(room: ChannelProjection, entry: IdText): Words | undefined {
  return (
    room.statements.byEntry[entry] ??
    room.ideas.byEntry[entry] ??
    argumentView(room.ideas, entry) ??
    room.transfers.putForward[entry] ??
    room.unread.byEntry[entry]
  );
}
