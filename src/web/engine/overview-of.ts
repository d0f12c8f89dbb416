import { idText } from '../../base/ids.ts';
import { readSigned } from '../../client/disclosure/roster-desk.ts';
import type { Seat } from '../../client/seat.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import { rosterInForce } from '../../records/roster/roster-slice.ts';
import { rulesInForce } from '../../records/rules/rules-in-force.ts';
import type { IdText } from '../../records/timeline.ts';
import type { AppNotes } from './app-notes.ts';
import type { GuestView, Overview, PartySummary, ProcessSummary, RoomSummary } from './overview.ts';
import { nameByParties, processKeys } from './processes.ts';
import { BY_ITSELF, unreadOf } from './room-of-seat.ts';

export interface OverviewFrom {
  readonly seats: readonly Seat[];
  readonly notes: AppNotes;
  readonly knocking: ReadonlyMap<IdText, number>;
  readonly guests: readonly GuestView[];
}

/** Rooms that this device has not read yet are left out until it has. */
export function overviewOf({ seats, notes, knocking, guests }: OverviewFrom): Overview {
  const founded = seats.filter(({ projection, seatId }) => projection.room.seats[idText(seatId)] !== undefined);
  const keys = processKeys(founded.map(roomOf));
  const byProcess = Map.groupBy(founded, ({ projection }) => keys.get(projection.channel) as IdText);
  const processes = [...byProcess].map(([key, of]): ProcessSummary => {
    const own = notes.nameOf(key);
    return {
      key,
      name: own ?? nameOf(of),
      isNamedHere: own !== undefined,
      parties: partiesOf(of),
      rooms: of.map((seat) => summaryOf(seat, notes, knocking)).sort(byTrack),
    };
  });
  return { processes, guests, isConvener: notes.convenerToken !== undefined, isPhraseKept: notes.isPhraseKept };
}

const TRACK_ORDER = { official: 0, 'track 1.5': 1, unofficial: 2 } as const;

function byTrack(a: RoomSummary, b: RoomSummary): number {
  return TRACK_ORDER[a.track] - TRACK_ORDER[b.track] || a.title.localeCompare(b.title);
}

function roomOf({ projection: { channel, room } }: Seat) {
  return { channel, parties: room.parties };
}

/** As its public space does, as its secretariat's own room does, or by its parties. */
function nameOf(seats: readonly Seat[]): string {
  for (const { projection } of seats) {
    const opened = rosterInForce(projection.rosters);
    if (opened !== undefined) return readSigned(opened).roster.processName;
  }
  const office = seats.find(({ projection: { room } }) => Object.values(room.parties).every((one) => one.secretariat));
  return office?.projection.room.title || nameByParties(seats.map(roomOf)) || (seats[0]?.projection.room.title ?? '');
}

function partiesOf(seats: readonly Seat[]): readonly PartySummary[] {
  const parties = new Map<IdText, PartySummary>();
  for (const { projection, seatId } of seats) {
    const mine = projection.room.seats[idText(seatId)]?.party;
    for (const [party, { name, secretariat }] of Object.entries(projection.room.parties)) {
      const isMine = party === mine || parties.get(party)?.isMine === true;
      parties.set(party, { party, name, secretariat, isMine });
    }
  }
  return [...parties.values()];
}

function summaryOf(seat: Seat, notes: AppNotes, knocking: ReadonlyMap<IdText, number>): RoomSummary {
  const { projection } = seat;
  const { channel, room } = projection;
  const own = idText(seat.seatId);
  const me = room.seats[own];
  return {
    channel,
    title: room.title,
    purpose: room.purpose,
    track: room.track,
    rule: rulesInForce(projection).rule,
    seats: Object.values(room.seats).filter(({ leftAt }) => leftAt === null).length,
    unread: unreadOf(projection, own, notes.seenLines(channel)),
    lastWordsAt: lastWordsAt(projection),
    waiting: seat.waiting.length,
    knocking: knocking.get(channel) ?? 0,
    session: seat.session.state,
    isBroken: seat.violations.length > 0,
    isSteward: me?.role === 'steward' && me.leftAt === null,
    hasLeft: me?.leftAt !== null,
  };
}

function lastWordsAt({ timeline, entries }: ChannelProjection): number | null {
  const last = timeline.findLast((item) => item.kind === 'entry' && !BY_ITSELF.has(item.name));
  return last?.kind === 'entry' ? (entries[last.entry]?.time ?? null) : null;
}
