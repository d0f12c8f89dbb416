import type { Rule } from '../../protocol/charter/ground-rules.ts';
import type { Conveyance } from '../../records/statement/conveyance.ts';

export interface ToCarry {
  readonly rule: Rule;
  readonly isCaucus: boolean;
  readonly isOwn: boolean;
  readonly hasLeft: boolean;
  /** Of a caucus's statement; null where it was not marked. */
  readonly conveyance: Conveyance | null;
  readonly isWithdrawn: boolean;
}

export type WhyNotCarried = 'notSeated' | 'notOffTheRecord' | 'notWithdrawn' | 'notHeld';

/** Why words stay where they are: as the record's own rules have it, said before anybody tries. */
export function whyNotCarried(words: ToCarry): WhyNotCarried | undefined {
  if (words.hasLeft) return 'notSeated';
  if (words.rule === 'off the record') return 'notOffTheRecord';
  if (words.isWithdrawn) return 'notWithdrawn';
  if (words.isCaucus && !words.isOwn && (words.conveyance ?? 'hold') === 'hold') return 'notHeld';
  return undefined;
}
