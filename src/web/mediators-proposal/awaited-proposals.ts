import type { AwaitedLine } from '../board/awaited-lines.ts';
import { dayAndTime } from '../design/moments.ts';
import type { RoomView } from '../engine/room-view.ts';
import { isolated } from '../messages/isolated.ts';
import { m } from '../messages/messages.ts';
import { partyName } from '../room/names.ts';
import { formatRoute } from '../routes.ts';
import { titleOf } from './proposed-words.ts';

/** Texts that this person's yes or no is awaited for, on this device. */
export function awaitedProposals(rooms: readonly RoomView[]): readonly AwaitedLine[] {
  return rooms.flatMap((room) => {
    const { channel, me, projection, proposalParts } = room;
    return projection.proposals.pending.flatMap((proposal): AwaitedLine[] => {
      const view = projection.proposals.byEntry[proposal];
      if (view === undefined || proposalParts[proposal] !== 'to-answer') return [];
      const title = isolated(titleOf(view.texts));
      const inRoom = { room: isolated(projection.room.title) };
      const note =
        view.respondBy === null
          ? m.proposals.awaitsMeDo(inRoom)
          : m.proposals.awaitsMeBy({ ...inRoom, when: dayAndTime(view.respondBy) });
      return [
        {
          key: `${channel} ${proposal}`,
          what: m.proposals.awaitsMe({ title, party: isolated(partyName(projection.room, me.party)) }),
          note,
          href: formatRoute({ at: 'room', channel, view: 'record', entry: undefined }),
        },
      ];
    });
  });
}
