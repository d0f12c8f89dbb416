import type { Charter } from '../../protocol/charter/charter.ts';
import { asGroundRules, type Ruled, rulesInForce } from '../../records/rules/rules-in-force.ts';

/**
 * The charter as what is sealed now goes by it: salt and shares are made under the rules in force, so that off the record
 * they are noise for a stretch, too. Whom shares are for, and how many there are, stays the charter's. `[RULES-5]`
 */
export function underRulesInForce(charter: Charter, room: Ruled): Charter {
  return { ...charter, groundRules: asGroundRules(rulesInForce(room)) };
}
