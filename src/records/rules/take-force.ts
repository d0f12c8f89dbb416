import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import type { ChannelProjection } from '../projection.ts';
import { digestText } from './digest-text.ts';
import { asGroundRules, asRulesView } from './rules-in-force.ts';
import type { RulesView, StretchView } from './rules-slice.ts';
import { compareRules } from './strictness.ts';

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
  const agreedTo = rules.tightenings.find(({ assents }) => present.every((seat) => assents.includes(seat)));
  if (agreedTo === undefined) return;
  agree(room, agreedTo.rules, position);
  // Who assents has accepted.
  for (const seat of present) rules.accepted[seat] = rules.digest;
  rules.isAsked = true;
  // What is not stricter than these any more is not waited for.
  rules.tightenings = rules.tightenings.filter(
    (other) => compareRules(asGroundRules(agreedTo.rules), asGroundRules(other.rules)) === 'stricter',
  );
  room.timeline.push({ kind: 'rules-tightened', position });
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
export function duringStretch(agreed: RulesView, rule: RulesView['rule']): RulesView {
  const isStricter = compareRules(asGroundRules(agreed), { ...asGroundRules(agreed), rule }) !== 'looser';
  if (!isStricter || rule === agreed.rule) return agreed;
  return { ...agreed, rule, retentionDays: null };
}
