import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';
import type { RulesSlice, RulesSpan, RulesView } from './rules-slice.ts';

/** Of a room, its rules alone. */
export interface Ruled {
  readonly room: Pick<
    ChannelProjection['room'],
    'rules' | 'track' | 'rule' | 'quorum' | 'retentionDays' | 'ballotsMin' | 'secretariatHoldsShare'
  >;
}

/** What holds for whatever is said next. */
export function rulesInForce({ room }: Ruled): RulesView {
  return room.rules.spans.at(-1)?.rules ?? charterRules(room);
}

/** What everyone has agreed to: it holds longer than any stretch. */
export function rulesAgreed({ room }: Ruled): RulesView {
  return room.rules.agreed ?? charterRules(room);
}

/** What held for an entry at a position: it stands under these for good. `[RULES-5]` */
export function rulesAt({ room }: Ruled, position: number): RulesView {
  return spanAt(room.rules, position)?.rules ?? charterRules(room);
}

/** What held for an entry of this record; for one that is not here, what the channel was founded under. */
export function rulesOf(room: Ruled & Pick<ChannelProjection, 'entries'>, entry: IdText): RulesView {
  return rulesAt(room, room.entries[entry]?.position ?? 0);
}

/** `undefined` before the first one that this reader knows of. */
export function spanAt({ spans }: Pick<RulesSlice, 'spans'>, position: number): RulesSpan | undefined {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.from ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}

/** Whether a seat has accepted what everyone has agreed to. */
export function hasAccepted({ rules }: Pick<ChannelProjection['room'], 'rules'>, seat: IdText): boolean {
  return rules.accepted[seat] === rules.digest;
}

export function asGroundRules({ retentionDays, ...rules }: RulesView): GroundRules {
  return { ...rules, retentionDays: retentionDays ?? undefined };
}

export function asRulesView({ retentionDays, ...rules }: GroundRules): RulesView {
  return { ...rules, retentionDays: retentionDays ?? null };
}

function charterRules(room: Omit<Ruled['room'], 'rules'>): RulesView {
  const { track, rule, quorum, retentionDays, ballotsMin, secretariatHoldsShare } = room;
  return { track, rule, quorum, retentionDays, ballotsMin, secretariatHoldsShare };
}
