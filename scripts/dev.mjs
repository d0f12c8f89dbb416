// `npm run dev`: a venue that starts anew whenever one of its sources changes, and before it the app, which shows each
// change at once: http://localhost:5173/app.html, and every component in all its states at /design/gallery.html.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureAppBuilt } from './build-app.mjs';
import { become, ensureInstalled, environment, findNode, root } from './checkout.mjs';

ensureInstalled();
ensureAppBuilt();
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
spawn(findNode(), [vite], { cwd: root, env: environment(), stdio: 'inherit' });
become(findNode(), ['--watch', '--watch-preserve-output', 'bin/pourparler', 'serve', ...process.argv.slice(2)]);
