import { argumentView } from './idea/idea-slice.ts';
import type { ChannelProjection } from './projection.ts';
import type { IdText } from './timeline.ts';

/** What an entry says, where what it says is words: they can be taken back, and carried. */
export interface Words {
  text: string;
  title?: string;
  language?: string | null;
  earlier?: unknown[];
  withdrawnAt: number | null;
}

export function findWords(room: ChannelProjection, entry: IdText): Words | undefined {
  return (
    room.statements.byEntry[entry] ??
    room.ideas.byEntry[entry] ??
    argumentView(room.ideas, entry) ??
    room.ideas.versions[entry] ??
    room.ideas.nonPapers[entry] ??
    room.transfers.putForward[entry] ??
    room.transfers.answers[entry] ??
    room.tabled.byEntry[entry] ??
    room.unread.byEntry[entry]
  );
}

/** The names of the kinds whose entries can be taken back. */
export const TAKEN_BACK = [
  'statement',
  'question',
  'idea',
  'idea-argument',
  'idea-version',
  'idea-merge',
  'non-paper',
  'put-forward',
  'answer-brought',
  'proposal',
  'outside-event',
] as const;

/** When an entry was taken back: `null` if it stands, `undefined` if it is none that can be. */
export function withdrawnAt(room: ChannelProjection, entry: IdText): number | null | undefined {
  return (findWords(room, entry) ?? room.outsideEvents.byEntry[entry])?.withdrawnAt;
}

/** Takes what an entry says out of the projection. */
export function takeBack(room: ChannelProjection, entry: IdText, position: number): void {
  const event = room.outsideEvents.byEntry[entry];
  if (event !== undefined) {
    Object.assign(event, { title: '', on: null, until: null, place: '', source: '', withdrawnAt: position });
  }
  for (const part of room.ideas.byEntry[entry]?.mergedFrom ?? []) {
    const idea = room.ideas.byEntry[part];
    if (idea?.mergedInto === entry) idea.mergedInto = null;
  }
  delete room.reactions.byAbout[entry];
  const words = findWords(room, entry);
  if (words === undefined) return;
  words.text = '';
  words.withdrawnAt = position;
  // Titles and earlier wordings are words too.
  if (words.title !== undefined) words.title = '';
  if (words.earlier !== undefined) words.earlier = [];
}
