import type { Track } from '../../protocol/charter/ground-rules.ts';
import type { RoomSummary } from '../engine/overview.ts';

export const TRACK_ORDER: readonly Track[] = ['official', 'track 1.5', 'unofficial'];

export interface Lane {
  readonly track: Track;
  readonly rooms: readonly RoomSummary[];
}

/** Rooms by track. Official and unofficial are always there, so that one sees which one is not in. */
export function lanesOf(rooms: readonly RoomSummary[]): readonly Lane[] {
  return TRACK_ORDER.map((track) => ({ track, rooms: rooms.filter((room) => room.track === track) })).filter(
    ({ track, rooms: of }) => of.length > 0 || track !== 'track 1.5',
  );
}

/** Which two stand side by side at first: one official and one that is not, those spoken in last; before anything was said, those in which most people sit. */
export function pairOf(rooms: readonly RoomSummary[]): readonly [RoomSummary, RoomSummary] | undefined {
  const byWords = rooms.toSorted((a, b) => (b.lastWordsAt ?? 0) - (a.lastWordsAt ?? 0) || b.seats - a.seats);
  const first = byWords.find(({ track }) => track === 'official') ?? byWords[0];
  const second =
    byWords.find(({ track, channel }) => track === 'unofficial' && channel !== first?.channel) ??
    byWords.find(({ channel }) => channel !== first?.channel);
  return first === undefined || second === undefined ? undefined : [first, second];
}
