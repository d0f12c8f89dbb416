import { idText, type SeatId } from '../base/ids.ts';
import type { Author } from './author.ts';
import type { ChannelProjection } from './projection.ts';
import type { SeatView } from './seat/room-slice.ts';

/** Of a room, who sits there and under which rule. */
type Seating = Pick<ChannelProjection, 'room'>;

/** The seat, if it is in the charter now. */
export function presentSeat(room: ChannelProjection, seat: SeatId): SeatView | undefined {
  const view = room.room.seats[idText(seat)];
  return view?.leftAt === null ? view : undefined;
}

export function isSteward(room: ChannelProjection, by: Author): boolean {
  return presentSeat(room, by.seat)?.role === 'steward';
}

/** A consent holder speaks for its party: its party gave it that power. */
export function isConsentHolder(room: ChannelProjection, by: Author): boolean {
  return presentSeat(room, by.seat)?.consentHolder === true;
}

export function isSecretariat(room: ChannelProjection, by: Author): boolean {
  return room.room.parties[idText(by.party)]?.secretariat === true;
}

/** Parties that somebody sits here for. */
function seatedParties(room: Seating) {
  return Object.values(room.room.parties).filter((party) => party.seatsPresent > 0);
}

/** Only the secretariat sits here: the room of the list of channels and the board. */
export function isSecretariatsChannel(room: ChannelProjection): boolean {
  const seated = seatedParties(room);
  return seated.length > 0 && seated.every((party) => party.secretariat);
}

/** One party, with the secretariat or alone. */
export function isCaucus(room: Seating): boolean {
  return seatedParties(room).filter((party) => !party.secretariat).length === 1;
}

/** A secretariat sits here. */
export function hasSecretariat(room: Seating): boolean {
  return seatedParties(room).some((party) => party.secretariat);
}

/** At least two parties hold shares here, so that together they can open what was said: `[SHARE-4]`. */
export function hasOpenings(room: Seating): boolean {
  const holders = seatedParties(room).filter((party) => !party.secretariat || room.room.secretariatHoldsShare);
  return room.room.rule !== 'off the record' && holders.length >= 2;
}
