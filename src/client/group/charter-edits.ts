import { compare, equal } from '../../base/bytes.ts';
import type { PartyId, SeatId } from '../../base/ids.ts';
import type { Charter, CharterParty, CharterSeat } from '../../protocol/charter/charter.ts';
import { partyIn, seatsOf } from './epoch-state.ts';

/** A party that nobody sits for yet has no key: its first seat brings one. */
export const NO_SHARE_KEY = new Uint8Array(32);

/** The seat's party is listed already. Its first seat brings the party's share key. `[AUTH-2]` */
export function admitting(charter: Charter, seat: CharterSeat, shareKey: Uint8Array): Charter {
  const party = partyIn(charter, seat.party);
  const isFirst = seatsOf(charter, seat.party).length === 0;
  return next(charter, {
    parties: isFirst ? withShareKey(charter, party, shareKey) : charter.parties,
    seats: [...charter.seats, seat].sort((a, b) => compare(a.seat, b.seat)),
  });
}

/**
 * One seat's place passes to another of its party. `[AUTH-8]` Where it was the last one, the successor brings the party's
 * share key, as a first seat does. Renews the channel key with it. `[AUTH-4]`
 */
export function handingOver(charter: Charter, from: SeatId, to: CharterSeat, shareKey: Uint8Array): Charter {
  const isLast = seatsOf(charter, to.party).every(({ seat }) => equal(seat, from));
  return next(charter, {
    parties: isLast ? withShareKey(charter, partyIn(charter, to.party), shareKey) : charter.parties,
    seats: [...charter.seats.filter((each) => !equal(each.seat, from)), to].sort((a, b) => compare(a.seat, b.seat)),
    channelKeyGeneration: charter.channelKeyGeneration + 1,
  });
}

/** Renews the channel key with it. `[AUTH-4]` */
export function removing(charter: Charter, seat: SeatId): Charter {
  return next(charter, {
    seats: charter.seats.filter((each) => !equal(each.seat, seat)),
    channelKeyGeneration: charter.channelKeyGeneration + 1,
  });
}

export function renewingShareKey(charter: Charter, party: PartyId, shareKey: Uint8Array): Charter {
  return next(charter, { parties: withShareKey(charter, partyIn(charter, party), shareKey) });
}

export function addingParty(charter: Charter, party: Pick<CharterParty, 'party' | 'name' | 'secretariat'>): Charter {
  const added: CharterParty = { ...party, shareKey: NO_SHARE_KEY, shareKeyGeneration: 0 };
  return next(charter, { parties: [...charter.parties, added].sort((a, b) => compare(a.party, b.party)) });
}

function withShareKey(charter: Charter, party: CharterParty, shareKey: Uint8Array): readonly CharterParty[] {
  const renewed = { ...party, shareKey, shareKeyGeneration: party.shareKeyGeneration + 1 };
  return charter.parties.map((each) => (each === party ? renewed : each));
}

function next(charter: Charter, changes: Partial<Charter>): Charter {
  return { ...charter, ...changes, generation: charter.generation + 1 };
}
