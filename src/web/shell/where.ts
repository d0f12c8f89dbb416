import type { ProcessSummary, RoomSummary } from '../engine/overview.ts';
import type { Route } from '../routes.ts';

/** The process that a place belongs to; elsewhere the only one there is, if there is but one. */
export function processOf(route: Route, processes: readonly ProcessSummary[]): ProcessSummary | undefined {
  if (route.at === 'process') return processes.find(({ key }) => key === route.process);
  if (route.at === 'room') return processes.find(({ rooms }) => rooms.some((room) => room.channel === route.channel));
  return processes.length === 1 ? processes[0] : undefined;
}

export type LineState =
  | { readonly kind: 'fine' }
  | { readonly kind: 'offline' }
  /** The venue lets this device in nowhere: another one has taken its place, say. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'catching-up'; readonly read: number; readonly of: number };

/** Few enough are read in the blink of an eye: saying so would only flicker. */
const WORTH_SAYING = 200;

/** What is said of all lines together: each room has one of its own. */
export function lineState(rooms: readonly Pick<RoomSummary, 'session' | 'hasLeft'>[]): LineState {
  const sessions = rooms.filter(({ hasLeft }) => !hasLeft).map(({ session }) => session);
  if (sessions.length > 0 && sessions.every(({ kind }) => kind === 'refused')) return { kind: 'refused' };
  if (sessions.some(({ kind }) => kind === 'offline')) return { kind: 'offline' };
  let [read, of] = [0, 0];
  for (const session of sessions) {
    if (session.kind !== 'catching-up') continue;
    read += session.read;
    of += session.of;
  }
  return of - read > WORTH_SAYING ? { kind: 'catching-up', read, of } : { kind: 'fine' };
}
