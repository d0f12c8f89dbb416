import { type GroundRules, RULES } from '../../protocol/charter/ground-rules.ts';

/** How rules stand to those before them. `neither`: stricter in one way and looser in another, or not to be compared. */
export type Strictness = 'same' | 'stricter' | 'looser' | 'neither';

/**
 * A partial order, field by field: `[RULES-3]`. Never `stricter` where anything that was promised would hold less than before.
 *
 * A track, and whether the secretariat holds a share, are neither stricter nor looser than another. Nor is a retention
 * than none: a venue that was told of none at the founding keeps what it has.
 */
export function compareRules(before: GroundRules, after: GroundRules): Strictness {
  const fields: readonly Strictness[] = [
    alike(before.track, after.track),
    alike(before.secretariatHoldsShare, after.secretariatHoldsShare),
    more(RULES.indexOf(before.rule), RULES.indexOf(after.rule)),
    more(partiesOf(before), partiesOf(after)),
    retention(before, after),
    more(before.ballotsMin, after.ballotsMin),
  ];
  const moved = new Set(fields.filter((field) => field !== 'same'));
  if (moved.size > 1) return 'neither';
  const [only] = moved;
  return only ?? 'same';
}

export function isStricterRule(before: GroundRules['rule'], after: GroundRules['rule']): boolean {
  return RULES.indexOf(after) > RULES.indexOf(before);
}

/** 0 stands for all, and all are the most. */
function partiesOf({ quorum }: GroundRules): number {
  return quorum === 0 ? Number.POSITIVE_INFINITY : quorum;
}

function retention(before: GroundRules, after: GroundRules): Strictness {
  const [was, is] = [before.retentionDays, after.retentionDays];
  // Only a room that was founded off the record is shredded.
  const isBeginning = before.rule !== 'off the record' && after.rule === 'off the record';
  if (is === undefined || was === undefined) return is === was ? 'same' : 'neither';
  return isBeginning ? 'neither' : more(is, was);
}

function more(before: number, after: number): Strictness {
  if (before === after) return 'same';
  return after > before ? 'stricter' : 'looser';
}

function alike(before: unknown, after: unknown): Strictness {
  return before === after ? 'same' : 'neither';
}
