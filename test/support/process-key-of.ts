import { readSigned } from '../../src/client/disclosure/roster-desk.ts';
import type { Seat } from '../../src/client/seat.ts';
import { formatProcessKey, processKeyOf as keyOf } from '../../src/protocol/disclosure/process-key.ts';
import { rosterInForce } from '../../src/records/roster/roster-slice.ts';

/** As the process publishes it: of its first roster. */
export function processKeyOf(seat: Seat): string {
  const roster = rosterInForce(seat.projection.rosters);
  if (roster === undefined) throw new Error('no public space was opened');
  return formatProcessKey(keyOf(readSigned(roster).roster));
}
