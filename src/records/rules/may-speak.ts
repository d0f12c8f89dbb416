import { idText } from '../../base/ids.ts';
import type { Author } from '../author.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import { hasAccepted } from './rules-in-force.ts';

const RULE = 'whoever has not accepted the ground rules reads, and does not speak';

/** Kinds that are words, said to the room. */
const WORDS: ReadonlySet<string> = new Set([
  'statement',
  'question',
  'amendment',
  'idea',
  'idea-argument',
  'idea-version',
  'idea-merge',
  'non-paper',
  'put-forward',
  'answer-brought',
  'proposal',
  'reaction',
]);

export function isWords(kind: string): boolean {
  return WORDS.has(kind);
}

/**
 * Who has not accepted the ground rules reads and does not speak, once anybody has accepted them. `[RULES-2]`
 *
 * Of a seat that was there before this reader nothing is known, nor which of two rules is the newer one: what it says is
 * not skipped for that. Of an unattributed entry nobody knows whether its author has; its own device does not send it.
 */
export function refusalToSpeak(room: ChannelProjection, kind: string, by: Author): PostRefusal | undefined {
  const { rules, seats, readsFromPosition } = room.room;
  const seat = idText(by.seat);
  if (!isWords(kind) || !rules.isAsked || hasAccepted(room.room, seat)) return undefined;
  const isOlder = (seats[seat]?.admittedAt ?? 0) <= readsFromPosition;
  if (readsFromPosition > 0 && (isOlder || rules.accepted[seat] !== undefined)) return undefined;
  return refuse('NOT_ACCEPTED', RULE);
}

/** As {@link refusalToSpeak}, for the seat whose device asks: whether it has accepted, it knows. */
export function refusalToSpeakHere({ room }: ChannelProjection, kind: string, own: IdText): PostRefusal | undefined {
  if (!isWords(kind) || !room.rules.isAsked || hasAccepted(room, own)) return undefined;
  return refuse('NOT_ACCEPTED', RULE);
}
