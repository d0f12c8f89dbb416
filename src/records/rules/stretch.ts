import { type EntryId, idText } from '../../base/ids.ts';
import { RULES } from '../../protocol/charter/ground-rules.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, optional, struct, word } from '../../protocol/codec/shapes.ts';
import { isSteward } from '../authority.ts';
import { type PostRefusal, refuse, strictest } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { mayBeUnread, refuseByHistory } from '../unread/may-be-unread.ts';
import { rulesInForce } from './rules-in-force.ts';
import { isStricterRule } from './strictness.ts';
import { beginStretch } from './take-force.ts';

const codec = struct('stretch', {
  /** Of what begins; none ends what is on. */
  rule: optional(word('rule', RULES)),
  /** Whose duration it is for. */
  meeting: optional(id<EntryId>('meeting')),
});

export type Stretch = Decoded<typeof codec>;

/**
 * Begins or ends a part of the record that is under a stricter rule than the rest. A steward does both.
 *
 * It holds at once, and ends with the handshake after its end: what was sealed while it lasted, and comes a moment
 * later, still stands in it. `[RULES-6]`
 */
export const stretch: RecordKind<'stretch', Stretch> = {
  kind: 'stretch',
  tag: 54,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost({ rule, meeting }, by, room) {
    if (!isSteward(room, by)) return refuse('NOT_THE_STEWARD', 'a steward begins and ends a stretch');
    return strictest(
      rule === undefined ? refusalToEnd(room) : refusalToBegin(room, rule),
      meeting === undefined ? undefined : refusalOfMeeting(room, meeting),
    );
  },

  apply(room, entry) {
    const { rule, meeting } = entry.content;
    const key = idText(entry.entry);
    const about = room.room.rules.stretch;
    if (rule !== undefined) {
      const began = { entry: key, rule, meeting: meeting === undefined ? null : idText(meeting), endsAfter: null };
      beginStretch(room, began, entry.position);
    } else if (about !== null) {
      about.endsAfter = entry.position;
    }
    show(room, entry, rule === undefined ? (about?.entry ?? key) : key);
  },

  // One that is not known ends: nothing changes for who does not know of it.
  applyUncertain: (room, entry) => show(room, entry),
};

function refusalToBegin(room: ChannelProjection, rule: NonNullable<Stretch['rule']>): PostRefusal | undefined {
  const { rules } = room.room;
  if (rules.stretch !== null) return refuse('WRONG_STATE', 'one stretch at a time');
  return isStricterRule(rulesInForce(room).rule, rule)
    ? undefined
    : refuse('NOT_STRICTER', 'a stretch is under a stricter rule than the room');
}

function refusalToEnd(room: ChannelProjection): PostRefusal | undefined {
  const { stretch: on } = room.room.rules;
  if (on === null) return refuseByHistory(room, 'WRONG_STATE', 'no stretch to end');
  return on.endsAfter === null ? undefined : refuse('NOTHING_CHANGED', 'it ends already');
}

function refusalOfMeeting(room: ChannelProjection, meeting: EntryId): PostRefusal | undefined {
  const key = idText(meeting);
  if (room.meetings.byEntry[key] !== undefined) return undefined;
  return refuse('NO_SUCH_ENTRY', 'a stretch is for a meeting of this room', mayBeUnread(room, key));
}
