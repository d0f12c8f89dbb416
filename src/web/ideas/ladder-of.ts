import type { IdeaSlice } from '../../records/idea/idea-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import { ownZone } from '../calendar/zones.ts';
import type { RoomView } from '../engine/room-view.ts';
import { placingIn } from '../process/placing.ts';
import { shownInRoom } from '../process/shown-in-room.ts';
import { transfersBetween } from '../process/transfers.ts';

/** A rung that an idea has reached, and where that stands. */
export interface Rung {
  readonly kind: 'non-paper' | 'carried' | 'proposal';
  readonly channel: IdText;
  readonly entry: IdText;
  readonly time: number | null;
  /** Of a proposal: who tabled it. */
  readonly party: string | undefined;
}

/**
 * How far each idea of a room has come: a non-paper was made of it, it was carried out, a party has tabled a proposal that
 * rests on it. Where one end of a carrying is in another room, that is told to who sits in both, and only where the
 * timeline is certain of it.
 */
export function laddersOf(room: RoomView, rooms: readonly RoomView[]): Readonly<Record<IdText, readonly Rung[]>> {
  const { ideas, transfers } = room.projection;
  const certain = certainTransfers(rooms);
  const ladders: Record<IdText, readonly Rung[]> = {};
  for (const key of Object.keys(ideas.byEntry)) {
    const whole = withParts(ideas, key);
    const papers = whole
      .flatMap((part) => ideas.byEntry[part]?.nonPapers ?? [])
      .filter((entry) => ideas.nonPapers[entry]?.withdrawnAt === null);
    const words = new Set([...whole, ...whole.flatMap((part) => ideas.byEntry[part]?.versions ?? []), ...papers]);
    const rungs: Rung[] = papers.map((entry) => rung('non-paper', room, entry));
    const reached = new Map<IdText, RoomView>(papers.map((entry) => [entry, room]));
    for (const note of transfers.notes.filter(({ carried }) => words.has(carried))) {
      rungs.push(rung('carried', room, note.entry));
      const to = certain.get(`${room.channel}/${note.entry}`);
      const there = rooms.find(({ channel }) => channel === to?.channel);
      if (to !== undefined && there !== undefined) reached.set(to.entry, there);
    }
    for (const [cited, there] of reached) {
      for (const [entry, { cites, party, withdrawnAt }] of Object.entries(there.projection.tabled.byEntry)) {
        if (cites !== cited || withdrawnAt !== null) continue;
        rungs.push({ ...rung('proposal', there, entry), party: there.projection.room.parties[party]?.name });
      }
    }
    if (rungs.length > 0) ladders[key] = rungs;
  }
  return ladders;
}

/** An idea is made of earlier ones alone, so this ends. */
function withParts(ideas: IdeaSlice, key: IdText): readonly IdText[] {
  return [key, ...(ideas.byEntry[key]?.mergedFrom ?? []).flatMap((part) => withParts(ideas, part))];
}

function rung(kind: Rung['kind'], { channel, projection }: RoomView, entry: IdText): Rung {
  return { kind, channel, entry, time: projection.entries[entry]?.time ?? null, party: undefined };
}

function certainTransfers(rooms: readonly RoomView[]) {
  const place = placingIn(ownZone());
  const { items } = transfersBetween(rooms.map(shownInRoom), { now: 0, today: place(0).first, place });
  return new Map(
    items.flatMap((item) => (item.kind === 'transfer' ? [[`${item.channel}/${item.entry}`, item.to] as const] : [])),
  );
}
