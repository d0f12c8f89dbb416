import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import type { ChannelProjection } from '../projection.ts';
import { digestText } from './digest-text.ts';
import { asGroundRules, asRulesView } from './rules-in-force.ts';
import type { RulesView, StretchView, TighteningView } from './rules-slice.ts';
import { compareRules, isStricterRule } from './strictness.ts';

/** The charter's rules hold from where this reader first knows it. Later charters have the same. `[CHARTER-2]` */
export function beginRules(room: ChannelProjection, rules: GroundRules, position: number): void {
  if (room.room.rules.agreed === null) agree(room, asRulesView(rules), position);
}

/**
 * A proposal holds from the position where the last seat that is present has assented to it: with an assent, or with
 * the handshake by which a seat leaves. `[RULES-4]`
 */
export function settleTightenings(room: ChannelProjection, position: number): void {
  const { rules, seats } = room.room;
  const present = Object.entries(seats).flatMap(([seat, { leftAt }]) => (leftAt === null ? [seat] : []));
  // A seat that leaves may have been the last that several waited for: then the strictest of them holds.
  const agreedTo = rules.tightenings
    .filter(({ assents }) => present.every((seat) => assents.includes(seat)))
    .reduce<TighteningView | undefined>((was, next) => (was && !isStricter(was, next) ? was : next), undefined);
  if (agreedTo === undefined) return;
  agree(room, agreedTo.rules, position);
  // Who assents has accepted.
  for (const seat of present) rules.accepted[seat] = rules.digest;
  rules.isAsked = true;
  // What is not stricter than these any more is not waited for.
  rules.tightenings = rules.tightenings.filter((other) => isStricter(agreedTo, other));
  room.timeline.push({ kind: 'rules-tightened', position });
}

function isStricter(before: TighteningView, after: TighteningView): boolean {
  return compareRules(asGroundRules(before.rules), asGroundRules(after.rules)) === 'stricter';
}

/** Whoever is admitted may not be able to read what waits for everybody: it is proposed again. `[RULES-4]` */
export function lapseTightenings(room: ChannelProjection): void {
  room.room.rules.tightenings = [];
}

export function beginStretch(room: ChannelProjection, stretch: StretchView, position: number): void {
  room.room.rules.stretch = stretch;
  span(room, position);
}

/** With the handshake after its end: what was sealed while it lasted stands in it. `[RULES-6]` */
export function endStretchIfDue(room: ChannelProjection, position: number): void {
  const { rules } = room.room;
  if (rules.stretch === null || rules.stretch.endsAfter === null) return;
  rules.stretch = null;
  span(room, position);
  room.timeline.push({ kind: 'stretch-ended', position });
}

/** Takes rules as those that everyone has agreed to. */
export function agree(room: ChannelProjection, agreed: RulesView, position: number): void {
  const { rules } = room.room;
  rules.agreed = agreed;
  rules.digest = digestText(agreed);
  span(room, position);
}

function span({ room: { rules } }: ChannelProjection, from: number): void {
  const { agreed, stretch } = rules;
  if (agreed === null) return;
  rules.spans.push({
    from,
    rules: stretch === null ? agreed : duringStretch(agreed, stretch.rule),
    stretch: stretch?.entry ?? null,
  });
}

/** Nothing that was said in a stretch is shredded by itself, unless the room is. */
function duringStretch(agreed: RulesView, rule: RulesView['rule']): RulesView {
  return isStricterRule(agreed.rule, rule) ? { ...agreed, rule, retentionDays: null } : agreed;
}
