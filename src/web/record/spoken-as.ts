import type { Rule } from '../../protocol/charter/ground-rules.ts';
import type { Attribution } from '../../records/author.ts';

/** How a member can speak. */
export type SpokenAs = Extract<Attribution, 'on the record' | 'deniable'>;

/** And how what is said may be said by somebody who is not named. */
export type Spoken = Attribution;

/** In the order that they are offered. */
export function offeredUnder(rule: Rule): readonly Spoken[] {
  switch (rule) {
    case 'on the record':
      return ['deniable', 'on the record'];
    case 'Chatham House':
      return ['deniable', 'unattributed', 'on the record'];
    case 'off the record':
      return ['deniable', 'unattributed'];
  }
}

/** As a room's rule has it, until somebody chooses otherwise. */
export function usualUnder(rule: Rule | undefined): SpokenAs {
  return rule === 'on the record' ? 'on the record' : 'deniable';
}

/**
 * As somebody chose to speak, as long as that is offered; deniably where it is not any more. Never on the record by
 * itself: who had chosen not to be named has not chosen to be proven.
 */
export function keptChoice(chosen: Spoken, offered: readonly Spoken[]): Spoken {
  return offered.includes(chosen) ? chosen : 'deniable';
}

/** As words stand: what is done with them afterwards, amending and withdrawing, is done under the same. */
export function asSpoken(attribution: Attribution | undefined): SpokenAs {
  return attribution === 'on the record' ? 'on the record' : 'deniable';
}
