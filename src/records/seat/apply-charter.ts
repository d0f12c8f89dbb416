import { type Epoch, idText, type Position, type SeatId } from '../../base/ids.ts';
import type { Charter, CharterParty, CharterSeat } from '../../protocol/charter/charter.ts';
import { charterChanges } from '../../protocol/charter/charter-changes.ts';
import { ownBytes } from '../own-bytes.ts';
import type { ChannelProjection } from '../projection.ts';
import { beginRules, endStretchIfDue, lapseTightenings, settleTightenings } from '../rules/take-force.ts';
import { partyView, seatView, takeCharter } from './room.ts';

/** A handshake that was judged valid, and what it made of the charter. */
export interface ValidHandshake {
  readonly position: Position;
  /** The epoch that begins with it. */
  readonly epoch: Epoch;
  /** None for the founding, and for the handshake that admitted this device's own seat. */
  readonly charterBefore: Charter | undefined;
  readonly charterAfter: Charter;
  readonly committer: SeatId;
}

/** The first charter that this device knows: everyone in it is there, nobody came. */
export function receiveCharter(
  room: ChannelProjection,
  { position, epoch, charterAfter, committer }: ValidHandshake,
): void {
  // A reader that knows the room already goes on from what it has.
  if (!room.room.founded) room.room.readsFromPosition = Math.max(room.room.readsFromPosition, position);
  takeCharter(room.room, charterAfter);
  beginRules(room, charterAfter.groundRules, position);
  for (const party of charterAfter.parties) room.room.parties[idText(party.party)] = partyView(party);
  for (const seat of charterAfter.seats) admit(room, seat, position);
  const kind = epoch === 0 ? 'founded' : 'charter-received';
  room.timeline.push({ kind, position, by: idText(committer) });
}

/** Shows what changed. Whoever left keeps a line: what they said stays theirs. */
export function changeCharter(room: ChannelProjection, handshake: ValidHandshake, before: Charter): void {
  const { position, epoch, charterAfter } = handshake;
  const by = idText(handshake.committer);
  const shown = room.timeline.length;
  // An unchanged generation is an unchanged charter: [CHARTER-3].
  if (before.generation !== charterAfter.generation) {
    const changes = charterChanges(before, charterAfter);
    for (const party of changes.partiesAdded) {
      room.room.parties[idText(party.party)] = partyView(party);
      room.timeline.push({ kind: 'party-added', position, party: idText(party.party), by });
    }
    const successors = new Set(changes.admitted.flatMap(({ succeeds }) => (succeeds ? [idText(succeeds)] : [])));
    for (const seat of changes.removed) {
      remove(room, seat, position);
      if (successors.has(idText(seat.seat))) continue;
      room.timeline.push({ kind: 'seat-removed', position, seat: idText(seat.seat), by });
    }
    for (const seat of changes.admitted) {
      admit(room, seat, position);
      const to = idText(seat.seat);
      const from = seat.succeeds && idText(seat.succeeds);
      if (from === undefined) room.timeline.push({ kind: 'seat-admitted', position, seat: to, by });
      else room.timeline.push({ kind: 'seat-handed-over', position, from, to, by });
    }
    for (const { after } of changes.shareKeys) {
      renewShareKey(room, after);
      const generation = after.shareKeyGeneration;
      room.timeline.push({ kind: 'party-key-renewed', position, party: idText(after.party), generation, by });
    }
    if (changes.admitted.length > 0) lapseTightenings(room);
    else if (changes.removed.length > 0) settleTightenings(room, position);
  }
  endStretchIfDue(room, position);
  if (room.timeline.length === shown) room.timeline.push({ kind: 'epoch-turned', position, epoch, by });
}

function admit(room: ChannelProjection, seat: CharterSeat, position: Position): void {
  room.room.seats[idText(seat.seat)] = seatView(seat, position);
  const predecessor = seat.succeeds && room.room.seats[idText(seat.succeeds)];
  if (predecessor) predecessor.succeededBy = idText(seat.seat);
  const party = room.room.parties[idText(seat.party)];
  if (party !== undefined) party.seatsPresent += 1;
}

function remove(room: ChannelProjection, seat: CharterSeat, position: Position): void {
  const view = room.room.seats[idText(seat.seat)];
  if (view !== undefined) view.leftAt = position;
  const party = room.room.parties[idText(seat.party)];
  if (party !== undefined) party.seatsPresent -= 1;
}

function renewShareKey(room: ChannelProjection, { party, shareKey, shareKeyGeneration }: CharterParty): void {
  const view = room.room.parties[idText(party)];
  if (view !== undefined) Object.assign(view, { shareKey: ownBytes(shareKey), shareKeyGeneration });
}
