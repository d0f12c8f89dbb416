import { dayAndTime } from '../design/moments.ts';
import type { RoomView } from '../engine/room-view.ts';
import { m } from '../messages/messages.ts';
import { formatRoute } from '../routes.ts';
import { type Awaited, awaitsMe } from './awaits-me.ts';

/** Something on the way to the public that waits for this person, and where they see to it. */
export interface AwaitedLine {
  readonly key: string;
  readonly what: string;
  readonly note: string;
  readonly href: string;
}

export function awaitedLines(rooms: readonly RoomView[]): readonly AwaitedLine[] {
  return rooms.flatMap((room) => awaitsMe(room).map((awaited) => lineOf(room, awaited)));
}

function lineOf(room: RoomView, awaited: Awaited): AwaitedLine {
  const { channel, process, disclosed } = room;
  const title = room.projection.room.title;
  const board = formatRoute({ at: 'process', process, view: 'board' });
  if (awaited.kind === 'make-key') {
    return {
      key: `${channel} key`,
      what: m.consents.awaited.key({ room: title }),
      note: m.consents.awaited.keyDo(),
      href: board,
    };
  }
  if (awaited.kind === 'sign-list') {
    const key = `${channel} ${awaited.digest}`;
    return { key, what: m.consents.awaited.list({ room: title }), note: m.consents.awaited.listDo(), href: board };
  }
  const text = disclosed[awaited.digest];
  const of = {
    key: `${channel} ${awaited.digest}`,
    href: formatRoute({ at: 'room', channel, view: 'consents', entry: text?.id }),
  };
  const named = { title: text?.texts[0]?.title ?? '' };
  if (awaited.kind === 'publish') {
    return { ...of, what: m.consents.awaited.publish(named), note: m.consents.awaited.publishDo({ room: title }) };
  }
  const note =
    awaited.respondBy === null
      ? m.consents.awaited.consentDo({ room: title })
      : m.consents.respondBy({ when: dayAndTime(awaited.respondBy) });
  return { ...of, what: m.consents.awaited.consent(named), note };
}
