import type { IdText } from '../records/timeline.ts';

/**
 * Where one is in the app. It stands after the `#` of the address: ids of rooms and processes never reach the venue,
 * which could otherwise see which rooms one browser has open.
 */
export type Route =
  | { readonly at: 'today' }
  | { readonly at: 'open-process' }
  | { readonly at: 'join' }
  | { readonly at: 'settings' }
  | { readonly at: 'example' }
  | { readonly at: 'process'; readonly process: IdText; readonly view: ProcessViewName }
  | { readonly at: 'room'; readonly channel: IdText; readonly view: RoomViewName; readonly entry: IdText | undefined };

export const PROCESS_VIEWS = ['timeline', 'rooms', 'board', 'people'] as const;
export type ProcessViewName = (typeof PROCESS_VIEWS)[number];

export const ROOM_VIEWS = ['record', 'ideas', 'soundings', 'meetings', 'undertakings', 'people', 'consents'] as const;
export type RoomViewName = (typeof ROOM_VIEWS)[number];

const ID = /^[0-9a-f]{32}$/;

/** Whatever is no address of the app leads to Today. */
export function parseRoute(fragment: string): Route {
  const [at = '', id = '', view = '', entry = ''] = fragment.replace(/^#\/?/, '').split('/');
  if (at === 'process' && ID.test(id)) {
    return { at, process: id, view: PROCESS_VIEWS.find((one) => one === view) ?? 'timeline' };
  }
  if (at === 'room' && ID.test(id)) {
    const found = ROOM_VIEWS.find((one) => one === view) ?? 'record';
    return { at, channel: id, view: found, entry: ID.test(entry) ? entry : undefined };
  }
  if (at === 'open-process' || at === 'join' || at === 'settings' || at === 'example') return { at };
  return { at: 'today' };
}

export function formatRoute(route: Route): string {
  switch (route.at) {
    case 'process':
      return `#/process/${route.process}/${route.view}`;
    case 'room':
      return `#/room/${route.channel}/${route.view}${route.entry === undefined ? '' : `/${route.entry}`}`;
    default:
      return `#/${route.at}`;
  }
}
