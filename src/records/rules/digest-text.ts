import { toHex } from '../../base/text-encodings.ts';
import { rulesDigest } from '../../protocol/charter/rules-digest.ts';
import { asGroundRules } from './rules-in-force.ts';
import type { RulesView } from './rules-slice.ts';

/** As a projection keeps it. */
export function digestText(rules: RulesView): string {
  return toHex(rulesDigest(asGroundRules(rules)));
}
