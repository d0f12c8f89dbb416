import type { IdText } from '../../records/timeline.ts';
import type { Catalogue } from '../messages/compiled/catalogue.d.ts';
import type { ProcessViewName, Route } from '../routes.ts';

type PlaceIcon = 'today' | 'process' | 'rooms' | 'board' | 'people' | 'settings';

/** A place of the app that is always one step away. */
export interface Place {
  readonly icon: PlaceIcon;
  readonly label: string;
  /** Where six stand abreast. */
  readonly short: string;
  readonly route: Route;
  readonly isHere: boolean;
}

/** Those of a process, where one is in one, stand between Today and the settings. */
export function placesOf(route: Route, process: IdText | undefined, words: Catalogue['shell']): readonly Place[] {
  const own = (at: 'today' | 'settings'): Place => {
    const label = words[at]();
    return { icon: at, label, short: label, route: { at }, isHere: route.at === at };
  };
  const view = (icon: PlaceIcon, view: ProcessViewName, short = words[view]()): Place => ({
    icon,
    label: words[view](),
    short,
    route: { at: 'process', process: process ?? '', view },
    isHere: (route.at === 'process' && route.view === view) || (view === 'rooms' && route.at === 'room'),
  });
  const ofProcess = [
    view('process', 'timeline'),
    view('rooms', 'rooms'),
    view('board', 'board', words.boardShort()),
    view('people', 'people', words.peopleShort()),
  ];
  return [own('today'), ...(process === undefined ? [] : ofProcess), own('settings')];
}
