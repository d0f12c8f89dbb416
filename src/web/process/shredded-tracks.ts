import type { Track } from '../../protocol/charter/ground-rules.ts';
import type { RoomSlice } from '../../records/seat/room-slice.ts';

/** Tracks with a room whose record is shredded as time goes by: of these, silence cannot be told from what is gone. */
export function shreddedTracks(rooms: readonly Pick<RoomSlice, 'track' | 'rule'>[]): ReadonlySet<Track> {
  return new Set(rooms.filter(({ rule }) => rule === 'off the record').map(({ track }) => track));
}
