import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { askEngine, untilGate } from '../../test/app/support/ask-engine.ts';
import { House } from '../../test/support/house.ts';
import { atMost, type Row, told } from '../row.ts';
import { type LineOf, SlowLine } from './slow-line.ts';
import { weighed } from './weighed.ts';

const LINE: LineOf = { kbitPerSecond: 400, latencyMs: 300 };
/** How many times slower a telephone's processor is than the machine's. */
const SLOWER = 4;
const FIRST_SCREEN_KB_MAX = 200;
const SECOND_VISIT_MS_MAX = 3_000;
/** Of some fifty files most are small. */
const TOLD_BYTES_MIN = 1_000;
const PASSPHRASE = 'a boat, a lake and two shores';

export const APP_FOLDER = join(import.meta.dirname, '../../dist/web');

/** What comes over a telephone's poor line: to a newcomer, to somebody known here whose browser kept no file, and again. */
export async function firstAndSecondVisit(browser: Browser): Promise<Row[]> {
  const house = await House.open({ appFolder: APP_FOLDER });
  const line = await SlowLine.to(house.url, LINE);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const newcomer = await firstLoad(context, line, house.url, 'new');
    const { page } = newcomer;
    await askEngine(page, 'begin', { keeping: { kind: 'passphrase', passphrase: PASSPHRASE } });
    await today(page);
    const untilToday = line.bytesDown / 1000;
    await kept(page);
    await page.close();

    const second = await secondVisit(context, line);
    await forgetFiles(context, line);
    const known = await firstLoad(context, line, house.url, 'locked');
    return [
      atMost('app: first load, until a newcomer sees the first screen', 'KB', newcomer.kb, FIRST_SCREEN_KB_MAX),
      told('app: its files, all of those that were asked for by then', 'KB', newcomer.files),
      told('app: until that newcomer, with a passphrase, is at Today', 'KB', untilToday),
      atMost('app: first load of a locked device that kept no file', 'KB', known.kb, FIRST_SCREEN_KB_MAX),
      atMost('app: second visit usable, 400 kbit/s, 300 ms, 4 × slower', 'ms', second.usable, SECOND_VISIT_MS_MAX),
      told('app: and from there to Today, the passphrase stretched', 'ms', second.today - second.usable),
    ];
  } finally {
    await context.close();
    await line.close();
    await house.close();
  }
}

/** All that came over the line until the first screen stood there, in its own faces. */
async function firstLoad(context: BrowserContext, line: SlowLine, venue: string, gate: 'new' | 'locked') {
  const before = line.bytesDown;
  const asked = new Set<string>();
  const note = (request: { url(): string }) => asked.add(new URL(request.url()).pathname);
  context.on('request', note);
  const page = await slowPage(context);
  await page.goto(`${line.url}/app`, { waitUntil: 'commit', timeout: 60_000 });
  await seen(page);
  await page.evaluate(async () => void (await document.fonts.ready));
  const kb = (line.bytesDown - before) / 1000;
  context.off('request', note);
  const files = await weighed(venue, [...asked]);
  process.stderr.write(`first load, ${gate}: ${kb.toFixed(1)} KB over the line\n`);
  for (const [path, bytes] of files.filter(([, bytes]) => bytes >= TOLD_BYTES_MIN)) {
    process.stderr.write(`${(bytes / 1000).toFixed(1).padStart(8)} KB  ${path}\n`);
  }
  await untilGate(page, gate);
  return { page, kb, files: files.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000 };
}

async function secondVisit(context: BrowserContext, line: SlowLine): Promise<{ usable: number; today: number }> {
  const page = await slowPage(context);
  const started = performance.now();
  await page.goto(`${line.url}/app`, { waitUntil: 'commit' });
  await seen(page);
  await untilGate(page, 'locked');
  const usable = performance.now() - started;
  await askEngine(page, 'unlock', { key: { kind: 'passphrase', passphrase: PASSPHRASE } });
  await today(page);
  const atToday = performance.now() - started;
  await page.close();
  return { usable, today: atToday };
}

/** As a browser does that is short of room: the person's own data stay. */
async function forgetFiles(context: BrowserContext, line: SlowLine): Promise<void> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.clearDataForOrigin', {
    origin: line.url,
    storageTypes: 'service_workers,cache_storage',
  });
  await cdp.send('Network.clearBrowserCache');
  await page.close();
}

async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

/** Something is there to be read and pressed. */
async function seen(page: Page): Promise<void> {
  await page.getByRole('button').first().waitFor({ timeout: 60_000 });
}

async function today(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 });
}

async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, {
    timeout: 120_000,
  });
}
