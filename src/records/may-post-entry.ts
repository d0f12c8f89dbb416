import { idText } from '../base/ids.ts';
import type { AnyAuthor } from './author.ts';
import { presentSeat } from './authority.ts';
import { type PostRefusal, refuse } from './post-refusal.ts';
import type { ChannelProjection } from './projection.ts';
import { type EntryContent, kindByName } from './registry.ts';
import { refusalToSpeak } from './rules/may-speak.ts';
import { rulesInForce } from './rules/rules-in-force.ts';

/**
 * Whether an entry may be posted now, by the rules of all kinds and of its own.
 *
 * Authors ask before they seal, to be told at once; the same is asked again of every reader.
 * Signatures that the content carries are not checked here.
 */
export function mayPostEntry(room: ChannelProjection, posted: EntryContent, by: AnyAuthor): PostRefusal | undefined {
  if (by.attribution !== 'unattributed') {
    const seat = presentSeat(room, by.seat);
    if (seat === undefined) return refuse('SEAT_NOT_PRESENT', 'an author is in the charter of its epoch');
    if (seat.party !== idText(by.party))
      return refuse('NOT_YOUR_PARTY', 'a seat speaks for the party that it sits for');
    const silence = refusalToSpeak(room, posted.kind, by);
    if (silence !== undefined) return silence;
  }
  const kind = kindByName(posted.kind);
  if (!kind.attributions.includes(by.attribution)) {
    return refuse('ATTRIBUTION_NOT_ALLOWED', `${posted.kind} cannot be ${by.attribution}`);
  }
  const { rule } = rulesInForce(room);
  // Off the record nobody can ever give an opening [SHARE-4]: a signature over the commitment would promise one.
  if (rule === 'off the record' && by.attribution === 'on the record') {
    return refuse('ATTRIBUTION_NOT_ALLOWED', 'off the record, nothing is on the record');
  }
  if (rule === 'on the record' && by.attribution === 'unattributed') {
    return refuse('ATTRIBUTION_NOT_ALLOWED', 'on the record, what is said has an author');
  }
  return kind.mayPost(posted.content, by, room);
}

/** What the composer offers first: candour where the rule asks for it. */
export function defaultAttribution(room: ChannelProjection): 'on the record' | 'deniable' {
  return rulesInForce(room).rule === 'on the record' ? 'on the record' : 'deniable';
}
