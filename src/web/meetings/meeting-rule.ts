import type { Rule } from '../../protocol/charter/ground-rules.ts';
import type { MeetingView } from '../../records/meeting/meeting-slice.ts';
import { type Ruled, rulesAgreed, rulesInForce } from '../../records/rules/rules-in-force.ts';
import { isStricterRule } from '../../records/rules/strictness.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';
import { mustAccept } from '../room/must-accept.ts';
import { BEGINS_EARLY_MS_MAX } from './limits.ts';

/** The stricter rule that a meeting is planned under; none where it is under the room's, or that has become as strict. */
export function ownRule(room: Ruled, { rule }: Pick<MeetingView, 'rule'>): Rule | undefined {
  return rule !== null && isStricterRule(rulesAgreed(room).rule, rule) ? rule : undefined;
}

/** What a steward can do now about the stretch of a meeting; `ending` where it waits for the keys alone. */
export function stretchStep(
  room: Pick<RoomView, 'me' | 'projection'>,
  key: IdText,
  meeting: MeetingView,
  now: number,
): 'begin' | 'end' | 'ending' | undefined {
  const { me, projection } = room;
  if (me.role !== 'steward' || me.leftAt !== null || mustAccept(room)) return undefined;
  const on = projection.room.rules.stretch;
  if (on?.meeting === key) return on.endsAfter === null ? 'end' : 'ending';
  const rule = ownRule(projection, meeting);
  if (rule === undefined || on !== null || !isStricterRule(rulesInForce(projection).rule, rule)) return undefined;
  const isTime = now >= meeting.start.instant - BEGINS_EARLY_MS_MAX && now < meeting.end.instant;
  return meeting.state.kind === 'planned' && isTime ? 'begin' : undefined;
}
