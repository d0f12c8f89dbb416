// Plays the example at a venue of its own and photographs every page of it, and every screen of the app from one of its
// chairs, at phone and desk width, light and dark, and in the pseudo-language, into screenshots/. `npm run screenshots`
// needs Chromium where CHROMIUM_PATH says, or where the tests find it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { chromium } from 'playwright';
import { playInThread } from '../src/cli/example/play-in-thread.ts';
import { startVenue } from '../src/venue/venue.ts';
import { PROCESS_VIEWS, ROOM_VIEWS } from '../src/web/routes.ts';
import { ensureAppBuilt } from './build-app.mjs';
import { ensureChromium } from './chromium.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'screenshots');
/** The process's name in the example. */
const space = '/p/lake-talks';
const data = mkdtempSync(join(tmpdir(), 'pourparler-screenshots-'));
mkdirSync(folder, { recursive: true });

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
const SCHEMES = ['light', 'dark'];
/** How the app is photographed: also as whoever translates it sees it. */
const WAYS = [
  ...Object.keys(SIZES).flatMap((size) => SCHEMES.map((scheme) => ({ size, scheme, language: 'en' }))),
  { size: 'phone', scheme: 'light', language: 'ar-XB' },
];

ensureAppBuilt();
const venue = await startVenue({
  dataDir: data,
  host: '127.0.0.1',
  port: 0,
  beat: { intervalMs: 300, entries: 8 },
  clock: Date.now,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  logger: pino({ level: 'silent' }),
  appFolder: join(root, 'dist', 'web'),
  example: playInThread,
});
const browser = await chromium.launch({
  executablePath: (await ensureChromium()) ?? 'chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await photographTheDoor();
  await venue.example.start(Buffer.from(venue.convenerLink.split('#convener=')[1], 'base64url'));
  await venue.example.played();
  await photographPages();
  const { chairs } = await venue.example.state();
  for (const way of WAYS) await photographApp(chairs[0].name, way);
  console.log(`Written to ${folder}`);
} finally {
  await browser.close();
  await venue.close();
  rmSync(data, { recursive: true, force: true });
}

async function photographTheDoor() {
  for (const way of WAYS) {
    const page = await opened(way);
    await page.goto(`${venue.url}/app`);
    await page.getByRole('button').first().waitFor();
    await take(page, 'welcome', way);
    await page.context().close();
  }
}

async function photographPages() {
  const feed = await (await fetch(`${venue.url}${space}/feed.atom`)).text();
  const pages = { start: '/', process: space };
  for (const [, path, number] of feed.matchAll(/href="[^"]*(\/p\/[^"/]+\/communiques\/(\d+))"/g)) {
    if (path !== undefined && number !== undefined) pages[`communique-${number}`] = path;
  }
  pages['nothing-here'] = '/p/nothing-here';
  for (const [name, path] of Object.entries(pages)) {
    for (const way of WAYS.filter(({ language }) => language === 'en')) {
      const page = await opened(way);
      await page.goto(`${venue.url}${path}`);
      await take(page, name, way);
      await page.context().close();
    }
  }
}

/** From one chair: each screen of the process, and each of every room that stands in its navigation. */
async function photographApp(chair, way) {
  const page = await opened(way);
  await page.goto(`${venue.url}/app#/example/${chair}`);
  const link = page.locator('nav a[href^="#/room/"]').first();
  await link.waitFor({ state: 'attached', timeout: 60_000 });
  const hrefs = await page.locator('nav a').evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''));
  const process = hrefs.find((href) => href.startsWith('#/process/'))?.split('/')[2];
  const rooms = [...new Set(hrefs.filter((href) => href.startsWith('#/room/')).map((href) => href.split('/')[2]))];
  const screens = {
    today: '#/today',
    'open-process': '#/open-process',
    settings: '#/settings',
    ...Object.fromEntries(PROCESS_VIEWS.map((view) => [`process-${view}`, `#/process/${process}/${view}`])),
    ...Object.fromEntries(
      rooms.flatMap((room, at) => ROOM_VIEWS.map((view) => [`room-${at + 1}-${view}`, `#/room/${room}/${view}`])),
    ),
  };
  for (const [name, href] of Object.entries(screens)) {
    await page.evaluate((hash) => (location.hash = hash), href);
    // What comes from the engine comes a moment later than the screen.
    await page.waitForTimeout(400);
    await take(page, `app-${name}`, way);
  }
  await page.context().close();
}

async function opened({ size, scheme, language }) {
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: scheme,
    deviceScaleFactor: 2,
    storageState: {
      cookies: [],
      origins: [{ origin: venue.url, localStorage: [{ name: 'pourparler-language', value: language }] }],
    },
  });
  return await context.newPage();
}

async function take(page, name, { size, scheme, language }) {
  const tail = language === 'en' ? '' : `-${language}`;
  await page.screenshot({ path: join(folder, `${name}-${size}-${scheme}${tail}.png`), fullPage: size === 'phone' });
}
