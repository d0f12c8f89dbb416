// `npm run dev`: a venue that starts anew whenever one of its sources changes.
import { become, ensureInstalled, findNode } from './checkout.mjs';

ensureInstalled();
become(findNode(), ['--watch', '--watch-preserve-output', 'bin/pourparler', 'serve', ...process.argv.slice(2)]);
