import type { DisclosureView } from '../../records/disclosure/disclosure-slice.ts';
import type { DisclosedText, RoomView } from '../engine/room-view.ts';

export interface TextOfRoom {
  readonly room: RoomView;
  readonly view: DisclosureView;
  readonly text: DisclosedText;
}

/** All texts that were put to the parties of a process: those that wait first, and in each the newest first. */
export function textsOf(rooms: readonly RoomView[]): readonly TextOfRoom[] {
  const texts = rooms.flatMap((room) => {
    const { order, byDigest } = room.projection.disclosures;
    return order.flatMap((digest): TextOfRoom[] => {
      const [view, text] = [byDigest[digest], room.disclosed[digest]];
      return view === undefined || text === undefined ? [] : [{ room, view, text }];
    });
  });
  return texts.toSorted((a, b) => rank(a) - rank(b) || timeOf(b) - timeOf(a) || b.view.position - a.view.position);
}

function rank({ view: { state } }: TextOfRoom): number {
  if (state.kind === 'released') return 0;
  return state.kind === 'proposed' || state.kind === 'consented' || state.kind === 'auditing' ? 1 : 2;
}

/** Rooms have no common order but what their devices' clocks said. */
function timeOf({ room, view }: TextOfRoom): number {
  const { entries } = room.projection;
  return Object.values(entries).find(({ position }) => position === view.position)?.time ?? 0;
}
