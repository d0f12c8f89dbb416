// Plays the example at a venue of its own and photographs every page, at phone and desk width, light and dark, into
// screenshots/. `npm run screenshots` needs Chromium where CHROMIUM_PATH says, or where the tests find it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { chromium } from 'playwright';
import { startVenue } from '../src/venue/venue.ts';
import { ensureChromium } from './chromium.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'screenshots');
/** The process's name in the example. */
const space = '/p/lake-talks';
const data = mkdtempSync(join(tmpdir(), 'pourparler-screenshots-'));
mkdirSync(folder, { recursive: true });

const venue = await startVenue({
  dataDir: data,
  host: '127.0.0.1',
  port: 0,
  beat: { intervalMs: 300, entries: 8 },
  clock: Date.now,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  logger: pino({ level: 'silent' }),
});
try {
  const script = join(root, 'examples/arvelia-and-kestria.yaml');
  const args = [join(root, 'bin/pourparler'), 'rehearse', script, '--venue', venue.convenerLink ?? '', '--json'];
  const [status] = await once(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
  if (status !== 0) throw new Error('the example did not hold');

  const feed = await (await fetch(`${venue.url}${space}/feed.atom`)).text();
  const pages = { start: '/', process: space };
  for (const [, path, number] of feed.matchAll(/href="[^"]*(\/p\/[^"/]+\/communiques\/(\d+))"/g)) {
    if (path !== undefined && number !== undefined) pages[`communique-${number}`] = path;
  }
  pages['nothing-here'] = '/p/nothing-here';

  const browser = await chromium.launch({
    executablePath: (await ensureChromium()) ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  for (const [name, path] of Object.entries(pages)) {
    for (const [size, width, height] of [
      ['phone', 390, 844],
      ['desk', 1280, 900],
    ]) {
      for (const colorScheme of ['light', 'dark']) {
        const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor: 2 });
        await page.goto(`${venue.url}${path}`);
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`), fullPage: size === 'phone' });
        await page.close();
      }
    }
  }
  await browser.close();
  console.log(`Written to ${folder}`);
} finally {
  await venue.close();
  rmSync(data, { recursive: true, force: true });
}
