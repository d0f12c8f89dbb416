import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { askEngine, untilGate } from '../../test/app/support/ask-engine.ts';
import { House } from '../../test/support/house.ts';
import { atMost, type Row } from '../row.ts';
import { type LineOf, SlowLine } from './slow-line.ts';

const LINE: LineOf = { kbitPerSecond: 400, latencyMs: 300 };
/** How many times slower a telephone's processor is than the machine's. */
const SLOWER = 4;
const FIRST_SCREEN_KB_MAX = 200;
const SECOND_VISIT_MS_MAX = 3_000;
const PASSPHRASE = 'a boat, a lake and two shores';

export const APP_FOLDER = join(import.meta.dirname, '../../dist/web');

export async function firstAndSecondVisit(browser: Browser): Promise<Row[]> {
  const house = await House.open({ appFolder: APP_FOLDER });
  const line = await SlowLine.to(house.url, LINE);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const sizes = weigh(context);
    let page = await slowPage(context);
    await page.goto(`${line.url}/app`, { waitUntil: 'commit', timeout: 60_000 });
    await seen(page);
    const before = line.bytesDown / 1000;
    process.stderr.write(`${sizes().join('\n')}\n`);

    await untilGate(page, 'new');
    await askEngine(page, 'begin', { keeping: { kind: 'passphrase', passphrase: PASSPHRASE } });
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 });
    const untilToday = line.bytesDown / 1000;
    await kept(page);
    await page.close();

    page = await slowPage(context);
    const started = performance.now();
    await page.goto(`${line.url}/app`, { waitUntil: 'commit' });
    await seen(page);
    await untilGate(page, 'locked');
    const second = performance.now() - started;
    await askEngine(page, 'unlock', { key: { kind: 'passphrase', passphrase: PASSPHRASE } });
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    const unlocked = performance.now() - started;
    process.stderr.write(`Today ${Math.round(unlocked)} ms after the second visit began, a passphrase stretched.\n`);
    return [
      atMost('app: bytes before the first screen, first visit', 'KB', before, FIRST_SCREEN_KB_MAX),
      atMost('app: bytes until a newcomer is at Today', 'KB', untilToday, untilToday),
      atMost('app: second visit usable, 400 kbit/s, 300 ms, 4 × slower', 'ms', second, SECOND_VISIT_MS_MAX),
    ];
  } finally {
    await context.close();
    await line.close();
    await house.close();
  }
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

async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, {
    timeout: 120_000,
  });
}

/** What each file weighed as it came over the line, heaviest first. */
function weigh(context: BrowserContext): () => readonly string[] {
  const sizes = new Map<string, number>();
  context.on('requestfinished', (request) => {
    void request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
      sizes.set(new URL(request.url()).pathname, responseBodySize + responseHeadersSize);
    });
  });
  return () =>
    [...sizes]
      .sort(([, one], [, other]) => other - one)
      .map(([path, bytes]) => `${(bytes / 1000).toFixed(1).padStart(8)} KB  ${path}`);
}
