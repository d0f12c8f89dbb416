// `npm run demo`: an invented year of talks to look around in, from a fresh checkout. Arguments after `--` go to `pourparler demo`.
import { ensureAppBuilt } from './build-app.mjs';
import { become, ensureInstalled, findNode } from './checkout.mjs';

ensureInstalled();
ensureAppBuilt();
become(findNode(), ['bin/pourparler', 'demo', ...process.argv.slice(2)]);
