import { idText } from '../../base/ids.ts';
import type { Charter, CharterParty, CharterSeat } from '../../protocol/charter/charter.ts';
import { ownBytes } from '../own-bytes.ts';
import type { PartyView, RoomSlice, SeatView } from './room-slice.ts';

/** Takes over what is frozen at the founding: `[CHARTER-2]`. */
export function takeCharter(room: RoomSlice, charter: Charter): void {
  const { retentionDays, ...rules } = charter.groundRules;
  Object.assign(room, rules, { retentionDays: retentionDays ?? null });
  room.founded = true;
  room.title = charter.title;
  room.purpose = charter.purpose;
}

export function seatView(seat: CharterSeat, admittedAt: number): SeatView {
  return {
    party: idText(seat.party),
    name: seat.name,
    affiliation: seat.affiliation,
    attributes: [...seat.attributes],
    vouchedBy: idText(seat.vouchedBy),
    role: seat.role,
    consentHolder: seat.consentHolder,
    signKey: ownBytes(seat.signKey),
    readsFrom: seat.readsFrom,
    admittedAt,
    leftAt: null,
    succeeds: seat.succeeds === undefined ? null : idText(seat.succeeds),
    succeededBy: null,
  };
}

export function partyView(party: CharterParty): PartyView {
  const { name, secretariat, shareKeyGeneration } = party;
  return { name, secretariat, shareKey: ownBytes(party.shareKey), shareKeyGeneration, seatsPresent: 0 };
}
