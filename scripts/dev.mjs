// `npm run dev`: a venue that starts anew whenever one of its sources changes, and before it the app, which shows each
// change at once: http://localhost:5173/app.html, and every component in all its states at /design/gallery.html.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureAppBuilt } from './build-app.mjs';
import { become, ensureInstalled, environment, findNode, root, say } from './checkout.mjs';

const args = process.argv.slice(2);
const { port } = parseArgs({ args, strict: false, options: { port: { type: 'string' } } }).values;

ensureInstalled();
ensureAppBuilt();
const vite = spawn(findNode(), [join(root, 'node_modules', 'vite', 'bin', 'vite.js')], {
  cwd: root,
  env: environment(port === undefined ? {} : { POURPARLER_VENUE: `http://localhost:${port}` }),
  stdio: 'inherit',
});
process.on('exit', () => vite.kill());
say("The app as its sources are: http://localhost:5173/app.html (a convener's link goes on with #convener=… there)");
become(findNode(), ['--watch', '--watch-preserve-output', 'bin/pourparler', 'serve', ...args]);
