import { equal } from '../../base/bytes.ts';
import { idText } from '../../base/ids.ts';
import { encode } from '../codec/codec.ts';
import { type Charter, type CharterParty, type CharterSeat, charterSeat } from './charter.ts';

/** How one charter differs from the one before it, ground rules and generation aside. */
export interface CharterChanges {
  readonly admitted: readonly CharterSeat[];
  readonly removed: readonly CharterSeat[];
  readonly partiesAdded: readonly CharterParty[];
  /** Of parties in both: another share key or another generation of it. */
  readonly shareKeys: readonly { readonly before: CharterParty; readonly after: CharterParty }[];
  readonly channelKeyGeneration: boolean;
  /** Something differs that no commit may change: a kept seat, a party's name or kind, title, purpose, the issuer key; or a party is gone. */
  readonly frozen: boolean;
  /** Whether anything of the above is so. */
  readonly any: boolean;
}

export function charterChanges(before: Charter, after: Charter): CharterChanges {
  const seatsBefore = new Map(before.seats.map((seat) => [idText(seat.seat), seat]));
  const seatsAfter = new Map(after.seats.map((seat) => [idText(seat.seat), seat]));
  const partiesBefore = new Map(before.parties.map((party) => [idText(party.party), party]));
  const partiesAfter = new Map(after.parties.map((party) => [idText(party.party), party]));

  const admitted = after.seats.filter(({ seat }) => !seatsBefore.has(idText(seat)));
  const removed = before.seats.filter(({ seat }) => !seatsAfter.has(idText(seat)));
  const partiesAdded = after.parties.filter(({ party }) => !partiesBefore.has(idText(party)));
  const keptParties = before.parties.flatMap((old) => {
    const now = partiesAfter.get(idText(old.party));
    return now === undefined ? [] : [{ before: old, after: now }];
  });
  const shareKeys = keptParties.filter(
    (party) =>
      !equal(party.before.shareKey, party.after.shareKey) ||
      party.before.shareKeyGeneration !== party.after.shareKeyGeneration,
  );

  const seatChanged = before.seats.some((old) => {
    const now = seatsAfter.get(idText(old.seat));
    return now !== undefined && !equal(encode(charterSeat, old), encode(charterSeat, now));
  });
  const partyChanged = keptParties.some(
    (party) => party.before.name !== party.after.name || party.before.secretariat !== party.after.secretariat,
  );
  const partyGone = keptParties.length < before.parties.length;
  const retitled = before.title !== after.title || before.purpose !== after.purpose;
  const reissued = !equal(before.issuerKey, after.issuerKey);
  const frozen = seatChanged || partyChanged || partyGone || retitled || reissued;

  const channelKeyGeneration = before.channelKeyGeneration !== after.channelKeyGeneration;
  const lists = [admitted, removed, partiesAdded, shareKeys];
  const any = frozen || channelKeyGeneration || lists.some((list) => list.length > 0);
  return { admitted, removed, partiesAdded, shareKeys, channelKeyGeneration, frozen, any };
}
