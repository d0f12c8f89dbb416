// Builds the participants' app into dist/web when it is missing or older than its sources. Takes a second or two.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment, fail, findNode, root, say, seconds } from './checkout.mjs';

const built = join(root, 'dist', 'web', 'manifest.json');

/** What the app is made of: what it imports, and what builds it. */
const SOURCES = ['src/base', 'src/protocol', 'src/records', 'src/client', 'src/verify', 'src/web'];
const FILES = [
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'scripts/messages.mjs',
  'scripts/offline-build.ts',
];

export function ensureAppBuilt({ always = false } = {}) {
  if (!always && existsSync(built) && newestSource() <= statSync(built).mtimeMs) return;
  say('Building the app …');
  const started = Date.now();
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const options = { cwd: root, env: environment(), encoding: 'utf8' };
  const { status, stdout, stderr } = spawnSync(findNode(), [vite, 'build', '--logLevel', 'warn'], options);
  if (status !== 0) fail(`${stdout}${stderr}The app could not be built.`);
  say(`App built in ${seconds(started)}.`);
}

function newestSource() {
  const times = FILES.map((file) => statSync(join(root, file)).mtimeMs);
  for (const folder of SOURCES) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes('compiled') || entry.name.includes('.test.')) continue;
      times.push(statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return Math.max(...times);
}

if (process.argv[1]?.endsWith('build-app.mjs')) ensureAppBuilt({ always: process.argv.includes('--always') });
