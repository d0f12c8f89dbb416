// The app in a browser: how much comes before the first screen and how soon, over a poor line; and how a long record is
// opened, scrolled and written in.
import { chromium } from 'playwright';
import { ensureAppBuilt } from '../scripts/build-app.mjs';
import { ensureChromium } from '../scripts/chromium.mjs';
import { firstAndSecondVisit } from './app/first-and-second-visit.ts';
import { longRecord } from './app/long-record.ts';
import type { Row } from './row.ts';

export async function run(): Promise<Row[]> {
  ensureAppBuilt();
  const executablePath = await ensureChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    return [...(await firstAndSecondVisit(browser)), ...(await longRecord(browser))];
  } finally {
    await browser.close();
  }
}
