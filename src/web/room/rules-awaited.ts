import { type EntryId, idText } from '../../base/ids.ts';
import type { TighteningView } from '../../records/rules/rules-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';
import { isolated } from '../messages/isolated.ts';
import { m } from '../messages/messages.ts';
import { formatRoute } from '../routes.ts';
import { mustAccept } from './must-accept.ts';

/** Seats that have not assented to stricter rules, in the order in which they are known. */
export function stillToAssent(
  { projection }: Pick<RoomView, 'projection'>,
  { assents }: TighteningView,
): readonly IdText[] {
  return Object.entries(projection.room.seats).flatMap(([seat, { leftAt }]) =>
    leftAt === null && !assents.includes(seat) ? [seat] : [],
  );
}

/** This person's assent waits on this device to be sent: it is given once. */
export function isAssentOnItsWay(
  { waiting }: Pick<RoomView, 'waiting'>,
  { entry }: Pick<TighteningView, 'entry'>,
): boolean {
  return waiting.some(({ kind, content, refused }) => {
    if (kind !== 'rules-assent' || refused !== undefined) return false;
    const { tightening } = content as { readonly tightening?: unknown };
    return tightening instanceof Uint8Array && idText(tightening as EntryId) === entry;
  });
}

/** Of the ground rules, what waits for this person. */
export function rulesAwaited(rooms: readonly RoomView[]) {
  return rooms.flatMap((room) => {
    const { channel, me, projection } = room;
    const href = formatRoute({ at: 'room', channel, view: 'record', entry: undefined });
    const of = { room: isolated(projection.room.title) };
    const lines = [];
    if (mustAccept(room)) {
      lines.push({ key: `${channel} accept`, what: m.rules.today.accept(of), note: m.rules.today.acceptDo(), href });
    }
    for (const { entry, assents } of projection.room.rules.tightenings) {
      if (me.leftAt !== null || assents.includes(me.seat)) continue;
      lines.push({ key: `${channel} ${entry}`, what: m.rules.today.agree(of), note: m.rules.today.agreeDo(), href });
    }
    return lines;
  });
}
