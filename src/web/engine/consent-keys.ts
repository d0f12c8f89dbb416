import { equal } from '../../base/bytes.ts';
import { idText } from '../../base/ids.ts';
import type { Seat } from '../../client/seat.ts';
import { publicKey } from '../../protocol/crypto/ed25519.ts';
import { rosterInForce } from '../../records/roster/roster-slice.ts';
import type { IdText } from '../../records/timeline.ts';

/** Whether this person has made a key for the party for which this seat sits: here, or in another room of the process. */
export function hasConsentKey(seat: Seat, seats: readonly Seat[]): boolean {
  if (seat.held.consentKey !== undefined) return true;
  const own = partyOf(seat);
  return own !== undefined && seats.some((other) => other.held.consentKey !== undefined && partyOf(other) === own);
}

/**
 * A room that took over the roster of another has its keys too, and a holder's is with the seat where it was made:
 * it is brought here before it is used. A party has one id in all rooms of a process.
 */
export async function bringConsentKey(seat: Seat, seats: readonly Seat[]): Promise<void> {
  const own = partyOf(seat);
  const roster = rosterInForce(seat.projection.rosters);
  const needed = own === undefined ? undefined : roster?.consentKeys[roster.parties.indexOf(own)];
  if (needed === undefined) return;
  for (const { held } of [seat, ...seats.filter((other) => partyOf(other) === own)]) {
    const { consentKey } = held;
    if (consentKey === undefined || !equal(await publicKey(consentKey), needed)) continue;
    if (held === seat.held) return;
    await seat.held.keepConsentKey(consentKey);
    return await seat.keepInVault();
  }
}

function partyOf({ projection, seatId }: Seat): IdText | undefined {
  return projection.room.seats[idText(seatId)]?.party;
}
