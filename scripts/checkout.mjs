// What a fresh checkout needs before anything in it can run. Plain JavaScript without dependencies:
// it is read by whatever Node the machine has, from 20.19 on.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const NODE_MAJOR = 24;
const installedLock = join(root, 'node_modules', '.package-lock.json');

/** Installs what package-lock.json names, unless that is what is installed already. Exits when it cannot. */
export function ensureInstalled() {
  if (matchesLock() && !patchesAreNewer()) return;
  say('Installing dependencies (needed once; a few seconds on a good line) …');
  const started = Date.now();
  // Nothing below "error": on Node 20 npm would warn of packages that only ever run on the Node installed here.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // A lock that a partial registry left incomplete makes `ci` refuse where `install` still finds the same versions.
  if (npm(['ci', ...quiet]) !== 0 && npm(['install', '--no-save', ...quiet]) !== 0) {
    fail('The dependencies could not be installed. Is the npm registry reachable? Try `npm ci` to see more.');
  }
  say(`Dependencies installed in ${seconds(started)}.`);
}

/** The Node that this project runs on: the one it installed, or the machine's own where that is recent enough. */
export function findNode() {
  const own = installedNode();
  if (own !== undefined) return own;
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  say(`Fetching Node ${NODE_MAJOR} …`);
  npm(['rebuild', 'node', '--loglevel=error']);
  return (
    installedNode() ??
    fail(`Node ${NODE_MAJOR} could not be fetched for this machine. Install Node ${NODE_MAJOR} or later and try again.`)
  );
}

/** The environment for programs of the checkout: its own Node and tools come first. */
export function environment(extra = {}) {
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const bin = join(root, 'node_modules', '.bin');
  return { ...process.env, [pathKey]: `${bin}${delimiter}${process.env[pathKey] ?? ''}`, ...extra };
}

/** Runs a program in our place: it has our terminal, gets our signals, and its end is ours. */
export function become(command, args) {
  const child = spawn(command, args, { cwd: root, env: environment(), stdio: 'inherit' });
  const forward = (signal) => child.kill(signal);
  // A terminal sends Ctrl-C to both of us already; sent twice, it would cut short an orderly end.
  process.on('SIGINT', process.stdin.isTTY ? () => {} : forward);
  process.on('SIGTERM', forward);
  process.on('SIGHUP', forward);
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

export function npm(args, env = {}) {
  const cli = process.env['npm_execpath'];
  const options = { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] };
  if (cli?.endsWith('npm-cli.js')) return spawnSync(process.execPath, [cli, ...args], options).status;
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' }).status;
}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

export function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

export function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

/** Compares contents rather than times: a fresh clone, a pull and a copied tree all leave odd times behind. */
function matchesLock() {
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  const same = (path) => installed[path]?.version === wanted[path]?.version;
  // Optional packages for other platforms are in the lock and rightly not here.
  const missing = Object.keys(wanted).some((path) => path !== '' && !wanted[path].optional && !same(path));
  return !missing && Object.keys(installed).every(same);
}

/** A changed patch cannot be laid over the old one, so what it patches has to be installed again. */
function patchesAreNewer() {
  const folder = join(root, 'patches');
  if (!existsSync(folder)) return false;
  const installedAt = statSync(installedLock).mtimeMs;
  return readdirSync(folder).some(
    (name) => name.endsWith('.patch') && statSync(join(folder, name)).mtimeMs > installedAt,
  );
}

function installedNode() {
  const path = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : undefined;
}
