import type { IdText } from '../../records/timeline.ts';
import type { ZonedTime } from '../../records/when.ts';
import type { RoomView } from '../engine/room-view.ts';

/** What is to come, nearest first. */
export interface Agenda {
  readonly meetings: readonly ComingMeeting[];
  readonly undertakings: readonly DueUndertaking[];
}

export interface ComingMeeting {
  readonly room: RoomView;
  readonly meeting: IdText;
  readonly title: string;
  readonly place: string;
  readonly start: ZonedTime;
  readonly isUnderWay: boolean;
}

export interface DueUndertaking {
  readonly room: RoomView;
  readonly undertaking: IdText;
  readonly what: string;
  readonly party: IdText;
  readonly isMine: boolean;
  readonly byWhen: string;
  readonly isOverdue: boolean;
}

const DAY_MS = 86_400_000;
const MEETINGS_AHEAD_MS = 60 * DAY_MS;
const UNDERTAKINGS_AHEAD_MS = 30 * DAY_MS;

/** Rooms that were left have nothing to come. `now` in ms; days are this device's. */
export function agenda(rooms: readonly RoomView[], now: number): Agenda {
  const here = rooms.filter(({ me }) => me.leftAt === null);
  const today = localDay(now);
  const until = localDay(now + UNDERTAKINGS_AHEAD_MS);
  return {
    meetings: here
      .flatMap((room) => meetingsOf(room, now))
      .sort((a, b) => a.start.instant - b.start.instant || (a.meeting < b.meeting ? -1 : 1)),
    undertakings: here
      .flatMap((room) => undertakingsOf(room, today, until))
      .sort((a, b) =>
        a.byWhen === b.byWhen ? (a.undertaking < b.undertaking ? -1 : 1) : a.byWhen < b.byWhen ? -1 : 1,
      ),
  };
}

function meetingsOf(room: RoomView, now: number): readonly ComingMeeting[] {
  const { order, byEntry } = room.projection.meetings;
  return order.flatMap((meeting): ComingMeeting[] => {
    const view = byEntry[meeting];
    if (view === undefined || view.state.kind !== 'planned') return [];
    const { title, place, start, end } = view;
    if (end.instant < now || start.instant > now + MEETINGS_AHEAD_MS) return [];
    return [{ room, meeting, title, place, start, isUnderWay: start.instant <= now }];
  });
}

function undertakingsOf(room: RoomView, today: string, until: string): readonly DueUndertaking[] {
  const { order, byEntry } = room.projection.undertakings;
  return order.flatMap((undertaking): DueUndertaking[] => {
    const view = byEntry[undertaking];
    if (view === undefined || view.status !== 'open' || view.byWhen === null || view.byWhen > until) return [];
    const { what, party, byWhen } = view;
    return [{ room, undertaking, what, party, isMine: party === room.me.party, byWhen, isOverdue: byWhen < today }];
  });
}

function localDay(ms: number): string {
  const date = new Date(ms);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
