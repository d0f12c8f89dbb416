import { BALLOTS_LEAST } from '../../protocol/ballot-box/limits.ts';
import { type Ruled, rulesInForce } from '../../records/rules/rules-in-force.ts';

/** How few ballots a sounding of this room may ask for: as the rules that hold now have it, and never one alone. */
export function ballotsLeast(room: Ruled): number {
  return Math.max(BALLOTS_LEAST, rulesInForce(room).ballotsMin);
}
