import { ensureAppBuilt } from '../../../scripts/build-app.mjs';

/** The tests see what `npm start` would serve: the app as it is built, and not its sources. */
export function setup(): void {
  ensureAppBuilt();
}
