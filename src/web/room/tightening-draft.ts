import type { GroundRules, Rule } from '../../protocol/charter/ground-rules.ts';
import { RULES } from '../../protocol/charter/ground-rules.ts';
import { compareRules } from '../../records/rules/strictness.ts';

/** As it is typed. */
export interface TighteningDraft {
  rule: Rule;
  quorum: number;
  retentionDays: string;
  ballotsMin: string;
}

export type Tightening =
  | { readonly kind: 'rules'; readonly rules: GroundRules }
  | { readonly kind: 'same' }
  | { readonly kind: 'fault'; readonly at: 'retention' | 'ballots' };

export function draftFrom(agreed: GroundRules): TighteningDraft {
  const { rule, quorum, retentionDays, ballotsMin } = agreed;
  return { rule, quorum, retentionDays: String(retentionDays ?? ''), ballotsMin: String(ballotsMin) };
}

/** What could be chosen: nothing that is looser than what everyone has agreed to. */
export function rulesToChoose({ rule }: GroundRules): readonly Rule[] {
  return RULES.slice(RULES.indexOf(rule));
}

/** 0 stands for all; `parties` is how many sit in the room. */
export function quorumsToChoose({ quorum }: GroundRules, parties: number): readonly number[] {
  if (quorum === 0) return [0];
  const counts = Array.from({ length: Math.max(0, parties - quorum) }, (_, more) => quorum + more);
  return [...new Set([...counts, quorum]), 0];
}

/** Retention is there to be shortened only where there is one, and the room was founded off the record. */
export function hasRetention({ rule, retentionDays }: GroundRules): boolean {
  return rule === 'off the record' && retentionDays !== undefined;
}

export function readTightening(agreed: GroundRules, draft: TighteningDraft): Tightening {
  const ballotsMin = wholeNumber(draft.ballotsMin);
  if (ballotsMin === undefined || ballotsMin < agreed.ballotsMin) return { kind: 'fault', at: 'ballots' };
  const retentionDays = hasRetention(agreed) ? wholeNumber(draft.retentionDays) : agreed.retentionDays;
  const isTooLong = hasRetention(agreed) && (retentionDays === undefined || retentionDays < 1);
  if (isTooLong || (retentionDays ?? 0) > (agreed.retentionDays ?? 0)) return { kind: 'fault', at: 'retention' };
  const rules = { ...agreed, rule: draft.rule, quorum: draft.quorum, retentionDays, ballotsMin };
  return compareRules(agreed, rules) === 'stricter' ? { kind: 'rules', rules } : { kind: 'same' };
}

function wholeNumber(typed: string): number | undefined {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : undefined;
}
