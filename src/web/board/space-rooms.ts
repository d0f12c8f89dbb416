import type { RoomView } from '../engine/room-view.ts';
import { mayHaveSpace, partiesWithHolder } from './space-progress.ts';

export interface SpaceRooms {
  /** Where the parties are agreeing on their public space, or have. */
  readonly begun: RoomView | undefined;
  /** Where they could: the one in which most parties can consent comes first. */
  readonly possible: readonly RoomView[];
}

export function spaceRooms(rooms: readonly RoomView[]): SpaceRooms {
  const possible = rooms
    .filter(({ me, projection }) => mayHaveSpace(projection.room) && me.leftAt === null)
    .map((room) => ({ room, parties: partiesWithHolder(room.projection.room).length }))
    // What one party says alone, it needs no consents for.
    .filter(({ parties }) => parties > 1)
    .toSorted((a, b) => b.parties - a.parties)
    .map(({ room }) => room);
  return { begun: begunIn(rooms), possible };
}

/** A room that took a list over has seen no keys offered; the one where it was made has. */
function begunIn(rooms: readonly RoomView[]): RoomView | undefined {
  const ranked = rooms.map((room) => ({ room, rank: rankOf(room) })).toSorted((a, b) => b.rank - a.rank);
  const [first] = ranked;
  return first === undefined || first.rank === 0 ? undefined : first.room;
}

function rankOf({ projection: { rosters } }: RoomView): number {
  const offers = Object.keys(rosters.offers).length;
  return (rosters.draft === null ? 0 : 4) + (rosters.opened.length > 0 ? 2 : 0) + (offers > 0 ? 1 : 0);
}
