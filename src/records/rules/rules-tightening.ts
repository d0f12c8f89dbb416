import { idText } from '../../base/ids.ts';
import { groundRules } from '../../protocol/charter/ground-rules.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct } from '../../protocol/codec/shapes.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { asGroundRules, asRulesView } from './rules-in-force.ts';
import { compareRules } from './strictness.ts';
import { settleTightenings } from './take-force.ts';

const codec = struct('rules tightening', { rules: groundRules });

export type RulesTightening = Decoded<typeof codec>;

/**
 * Proposes stricter rules for what is said from then on. Any seat may, and assents by it; a second proposal of a seat
 * stands in place of its first. What is looser in anything is refused, whoever agrees. `[RULES-3]`
 */
export const rulesTightening: RecordKind<'rules-tightening', RulesTightening> = {
  kind: 'rules-tightening',
  tag: 52,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost({ rules }, _by, room) {
    const { agreed } = room.room.rules;
    if (agreed === null) return refuse('WRONG_STATE', 'no rules are known yet');
    const order = compareRules(asGroundRules(agreed), rules);
    if (order === 'same') return refuse('NOTHING_CHANGED', 'the same rules');
    return order === 'stricter' ? undefined : refuse('NOT_STRICTER', 'ground rules are tightened, never loosened');
  },

  apply(room, entry) {
    const { tightenings } = room.room.rules;
    const [key, by] = [idText(entry.entry), idText(entry.author.seat)];
    const { position } = entry;
    room.room.rules.tightenings = [
      ...tightenings.filter((other) => other.by !== by),
      { entry: key, position, by, rules: asRulesView(entry.content.rules), assents: [by] },
    ];
    show(room, entry);
    settleTightenings(room, position);
  },
};
