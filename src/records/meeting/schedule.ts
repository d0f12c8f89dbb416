import { RULES, type Rule } from '../../protocol/charter/ground-rules.ts';
import type { Codec } from '../../protocol/codec/codec.ts';
import { list, struct, text, word } from '../../protocol/codec/shapes.ts';
import { AGENDA_ITEMS_MAX, PLACE_BYTES_MAX, PURPOSE_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { type PostRefusal, refuse, strictest } from '../post-refusal.ts';
import { type Ruled, rulesAgreed } from '../rules/rules-in-force.ts';
import { isStricterRule } from '../rules/strictness.ts';
import { type ZonedTime, zonedTime } from '../when.ts';

/** What is known of a meeting before it is held. */
export interface Schedule {
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly start: ZonedTime;
  readonly end: ZonedTime;
  readonly place: string;
  readonly agenda: readonly string[];
  /** That the meeting is to stand under; the room's where there is none. */
  readonly rule?: Rule | undefined;
}

const fields = {
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  purpose: text('purpose', { maxBytes: PURPOSE_BYTES_MAX }),
  start: zonedTime('start'),
  end: zonedTime('end'),
  place: text('place', { maxBytes: PLACE_BYTES_MAX }),
  agenda: list('agenda', text('agenda item', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }), { max: AGENDA_ITEMS_MAX }),
};
const underTheRoomsRule = struct('schedule', fields);
const underItsOwnRule = struct('schedule', { ...fields, rule: word('rule', RULES) });

/** The rule came to it later, as a last field: where there is none it is left off, and the bytes are those of before. */
export const schedule: Codec<Schedule> = {
  name: 'schedule',
  to: ({ rule, ...rest }) => (rule === undefined ? underTheRoomsRule.to(rest) : underItsOwnRule.to({ ...rest, rule })),
  from(cbor) {
    const hasRule = Array.isArray(cbor) && cbor.length > Object.keys(fields).length;
    return (hasRule ? underItsOwnRule : underTheRoomsRule).from(cbor);
  },
};

/** Why nobody may plan it so, whoever plans it. */
export function refusalOfSchedule(room: Ruled, planned: Schedule): PostRefusal | undefined {
  return strictest(refusalOfTimes(planned), refusalOfRule(room, planned));
}

function refusalOfTimes({ start, end }: Schedule): PostRefusal | undefined {
  if (end.instant >= start.instant) return undefined;
  return refuse('ENDS_BEFORE_IT_STARTS', 'a meeting ends when or after it starts');
}

/** What everyone has agreed to counts, not a stretch: that will be over when the meeting begins. `[RULES-8]` */
function refusalOfRule(room: Ruled, { rule }: Schedule): PostRefusal | undefined {
  if (rule === undefined || !isStricterRule(rule, rulesAgreed(room).rule)) return undefined;
  return refuse('NOT_STRICTER', 'a meeting is under no looser rule than its room');
}
