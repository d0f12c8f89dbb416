// Finds a Chromium or Chrome for the browser tests, or fetches one.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { npm, root, say } from './checkout.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The path of a browser that starts, fetching one where there is none; undefined when that fails too. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found !== undefined) return found;
  for (const fetch of [installWithApt, installWithPlaywright]) {
    fetch();
    const fetched = await findChromium();
    if (fetched !== undefined) return fetched;
  }
  return undefined;
}

async function findChromium() {
  const named = [process.env['CHROMIUM'], process.env['CHROMIUM_PATH'], process.env['CHROME_BIN']];
  const candidates = [...named, ...onPath(), ...inUsualPlaces(), ...(await inPlaywrightCache())];
  return candidates.find((path) => path && existsSync(path) && starts(path));
}

/** On some systems "chromium" is a stub that only says how to install one; so it is asked for its version. */
function starts(path) {
  // On Windows Chrome prints no version and opens a window instead.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function onPath() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function inUsualPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['Chromium', 'Google Chrome', 'Google Chrome for Testing'];
    const folders = ['/Applications', join(process.env['HOME'] ?? '', 'Applications')];
    return folders.flatMap((folder) => apps.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`));
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((key) => process.env[key] ?? '');
    const tails = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe'];
    return folders.flatMap((folder) => tails.map((tail) => join(folder, tail)));
  }
  return [...NAMES.map((name) => `/usr/bin/${name}`), '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

/** Playwright's own browser, of the version it asks for or of any other that lies beside it. */
async function inPlaywrightCache() {
  const { chromium } = await import('playwright');
  const wanted = chromium.executablePath();
  const at = wanted.split(sep).findIndex((part) => /^chromium-\d+$/.test(part));
  if (at < 0) return [wanted];
  const cache = wanted.split(sep).slice(0, at).join(sep);
  const tail = wanted.split(sep).slice(at + 1);
  if (!existsSync(cache)) return [];
  const versions = readdirSync(cache).filter((name) => name.startsWith('chromium-'));
  return [wanted, ...versions.map((version) => join(cache, version, ...tail))];
}

function installWithApt() {
  if (process.platform !== 'linux' || !succeeds('apt-get', ['--version'])) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && !succeeds('sudo', ['-n', 'true'])) return;
  say('No Chromium found; installing the package "chromium" …');
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  if (apt('update')) apt('install', '-y', '--no-install-recommends', 'chromium');
}

function installWithPlaywright() {
  say('Fetching a Chromium with Playwright …');
  npm(['exec', '--no', '--', 'playwright', 'install', 'chromium'], { INIT_CWD: root });
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
