import type { Catalogue } from '../messages/compiled/catalogue.d.ts';
import type { Route } from '../routes.ts';

/**
 * What the window is called: where one is, in words that say nothing of whom or what it is about. A title lands in the
 * browser's history, in its list of windows and in screenshots, so it never carries the name of a room or a person.
 */
export function titleOf(route: Route, m: Catalogue): string {
  return `${placeOf(route, m)} · ${m.shell.app()}`;
}

function placeOf(route: Route, m: Catalogue): string {
  switch (route.at) {
    case 'today':
      return m.shell.today();
    case 'open-process':
      return m.shell.openProcess();
    case 'join':
      return m.join.title();
    case 'settings':
      return m.shell.settings();
    case 'example':
      return m.example.eyebrow();
    case 'process':
      return m.shell[route.view]();
    case 'room':
      return m.room.views[route.view]();
  }
}
