import type { RulesView } from '../../records/rules/rules-slice.ts';
import { m } from '../messages/messages.ts';

/**
 * Ground rules as one plain paragraph, to be read aloud: whole sentences and nothing between the lines.
 *
 * Of the rules alone: what it says is the same in every room that has them.
 */
export function rulesParagraph(rules: RulesView): string {
  return [m.rules.says[rules.rule](), ...proof(rules), keeping(rules), ballots(rules), m.rules.tightened()].join(' ');
}

function proof({ rule, quorum, secretariatHoldsShare }: RulesView): readonly string[] {
  if (rule === 'off the record') return [m.rules.neverProven()];
  return [
    quorum === 0 ? m.rules.provenByAll() : m.rules.provenBySome({ count: quorum }),
    secretariatHoldsShare ? m.rules.secretariatCounts() : m.rules.secretariatDoesNot(),
  ];
}

/** Only off the record is anything shredded. `[RECORD-6]` */
function keeping({ rule, retentionDays }: RulesView): string {
  return rule === 'off the record' && retentionDays !== null
    ? m.rules.shredded({ days: retentionDays })
    : m.rules.kept();
}

function ballots({ ballotsMin }: RulesView): string {
  return ballotsMin <= 1 ? m.rules.ballotsAny() : m.rules.ballotsMin({ count: ballotsMin });
}
