// `npm start`: a whole venue from a fresh checkout. Arguments after `--` go to `pourparler serve`.
import { ensureAppBuilt } from './build-app.mjs';
import { become, ensureInstalled, findNode } from './checkout.mjs';

ensureInstalled();
ensureAppBuilt();
become(findNode(), ['bin/pourparler', 'serve', ...process.argv.slice(2)]);
