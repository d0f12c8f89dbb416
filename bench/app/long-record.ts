import type { Browser, BrowserContext, Page } from 'playwright';
import { idText } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import type { Seat } from '../../src/client/seat.ts';
import { askEngine, lookAtEngine, untilGate } from '../../test/app/support/ask-engine.ts';
import { House, seatingIn } from '../../test/support/house.ts';
import { postMany } from '../post-many.ts';
import { atMost, type Row, told } from '../row.ts';
import { APP_FOLDER } from './first-and-second-visit.ts';
import { type Fared, quantile, watchFrames } from './frames.ts';
import { keystrokes } from './keystrokes.ts';

const ENTRIES = 10_000;
const OPENED_MS_MAX = 3_000;
const FRAME_MS_MAX = 50;
const KEYSTROKE_MS_MAX = 50;
const PASSPHRASE = 'a boat, a lake and two shores';
/** A turn of a mouse's wheel, and as fast as a hand turns it. */
const WHEEL = { px: 240, everyMs: 40, turns: 150 } as const;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A device behind a passphrase that missed ten thousand entries; then what it is like to scroll and to write there. */
export async function longRecord(browser: Browser): Promise<Row[]> {
  const house = await House.open({ appFolder: APP_FOLDER });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const anna = await house.person('Anna');
    const hers = await house.found(anna);
    await sitDown(context, house.url, hers);
    await postMany(hers, ENTRIES);

    const page = await context.newPage();
    await page.goto(`${house.url}/app#/room/${idText(hers.identity.channel)}/record`);
    await untilGate(page, 'locked');
    return [
      ...(await catchUp(browser, page, hers)),
      ...(await scroll(browser, page)),
      atMost(
        'app: from a key in the composer to the frame that shows it, 95 of 100, there',
        'ms',
        await keystrokes(page),
        KEYSTROKE_MS_MAX,
      ),
    ];
  } finally {
    await context.close();
    await house.close();
  }
}

/** Boris has a seat on this device, has seen the room and has gone. */
async function sitDown(context: BrowserContext, url: string, hers: Seat): Promise<void> {
  const channel = idText(hers.identity.channel);
  const page = await context.newPage();
  await page.goto(`${url}/app`);
  await untilGate(page, 'new');
  await askEngine(page, 'begin', { keeping: { kind: 'passphrase', passphrase: PASSPHRASE } });
  const link = await hers.stewardship.invite({ expiresAt: Date.now() + 3_600_000 });
  const { knock: id } = await askEngine(page, 'knock', { link, name: 'Boris', affiliation: '' });
  const knock = (await hers.stewardship.knocks()).find(({ knock }) => toHex(knock) === id);
  if (knock === undefined) throw new Error('the knock was not heard');
  await hers.stewardship.admit(knock, seatingIn(hers, { party: 'Kestria' }));
  const lines = async () => (await lookAtEngine(page, 'room', { channel }))?.lines ?? 0;
  while ((await lines()) === 0) await pause(200);
  // Who has not accepted the ground rules writes nothing, and is not heard once somebody has.
  await hers.posts.acceptRules();
  await askEngine(page, 'acceptRules', { channel });
  const accepted = async () =>
    Object.keys((await lookAtEngine(page, 'room', { channel }))?.projection.room.rules.accepted ?? {});
  while ((await accepted()).length < 2) await pause(200);
  await askEngine(page, 'seen', { channel, lines: await lines() });
  await page.close();
}

async function catchUp(browser: Browser, page: Page, hers: Seat): Promise<Row[]> {
  const channel = idText(hers.identity.channel);
  // Asked of the engine once, and not again and again: what is measured is not to wait for who measures.
  await page.evaluate((channel) => {
    const at = { opening: 0, read: 0, shown: 0, steps: 0 };
    Object.assign(globalThis, { at });
    new BroadcastChannel('pourparler/own/engine').addEventListener('message', ({ data: { kind, value } }) => {
      if (kind !== 'value') return;
      if (value?.kind === 'opening') at.opening = performance.now();
      if (value?.channel !== channel || value.session === undefined) return;
      if (value.session.kind === 'catching-up') at.steps += 1;
      if (value.session.kind !== 'live' || at.steps === 0 || at.read > 0) return;
      at.read = performance.now();
      requestAnimationFrame(untilShown);
    });
    // What was not seen begins with its first entry, and the way to its end says how much there is.
    const isShown = () =>
      [...document.querySelectorAll('button')].some((one) => one.textContent.includes('10,000 more lines below')) &&
      document.querySelector('main')?.textContent.includes('Entry 1.');
    const untilShown = (now: number) => {
      if (isShown()) at.shown = now;
      else requestAnimationFrame(untilShown);
    };
  }, channel);
  const fared = await watchFrames(browser, page);
  const asked = performance.now();
  await askEngine(page, 'unlock', { key: { kind: 'passphrase', passphrase: PASSPHRASE } });
  const unlocked = performance.now() - asked;
  await page.waitForFunction(() => (globalThis as unknown as { at: { shown: number } }).at.shown > 0, undefined, {
    timeout: 60_000,
    polling: 100,
  });
  await page.getByText('Entry 1.').first().waitFor();
  await page.getByRole('button', { name: '10,000 more lines below' }).waitFor();
  const { opening, read, shown, steps } = await page.evaluate(
    () => (globalThis as unknown as { at: { opening: number; read: number; shown: number; steps: number } }).at,
  );
  const how = await fared();
  const view = await lookAtEngine(page, 'room', { channel });
  if (view === undefined || view.violations.length > 0) throw new Error('not everything was as it was said');
  if (steps < 3) throw new Error('nobody was told how far it had come');
  process.stderr.write(`shown ${Math.round(shown - read)} ms after it was read\n`);
  tell('catching up', how);
  return [
    told('app: from the passphrase to the open device', 'ms', unlocked),
    atMost(
      `app: ${ENTRIES} entries that were missed, opened, verified and shown, once the lock is open`,
      'ms',
      shown - opening,
      OPENED_MS_MAX,
    ),
    told('app: CPU time of the engine, the passphrase stretched and all of it read', 'ms', how.engineCpuMs),
    ...rowsOf('meanwhile', how),
  ];
}

async function scroll(browser: Browser, page: Page): Promise<Row[]> {
  await page.getByRole('button', { name: 'more lines below' }).click();
  await page
    .getByText(`Entry ${ENTRIES - 1}.`)
    .first()
    .waitFor();
  await pause(1_000);
  const fared = await watchFrames(browser, page);
  const before = await linesAt(page);
  await page.mouse.move(640, 400);
  for (let turn = 0; turn < WHEEL.turns; turn++) {
    await page.mouse.wheel(0, -WHEEL.px);
    await pause(WHEEL.everyMs);
  }
  const how = await fared();
  if ((await linesAt(page)) > before - 100) throw new Error('it was not scrolled');
  tell('scrolling', how);
  return rowsOf(`scrolling in ${ENTRIES} entries`, how);
}

/** The first line that is in the page. */
async function linesAt(page: Page): Promise<number> {
  return Number(await page.locator('[data-index]').first().getAttribute('data-index'));
}

function rowsOf(when: string, { longestTaskCpuMs, frameMs }: Fared): Row[] {
  return [
    atMost(`app: longest task of the page, its CPU time, ${when}`, 'ms', longestTaskCpuMs, FRAME_MS_MAX),
    atMost(`app: between two frames, 95 of 100, ${when}`, 'ms', quantile(frameMs, 0.95), FRAME_MS_MAX),
    atMost(`app: longest between two frames, ${when}`, 'ms', quantile(frameMs, 1), FRAME_MS_MAX),
  ];
}

function tell(when: string, { longestTaskMs, longestTaskCpuMs, engineCpuMs, frameMs }: Fared): void {
  const late = frameMs.filter((ms) => ms > FRAME_MS_MAX).map(Math.round);
  process.stderr.write(
    `${when}: longest task ${Math.round(longestTaskMs)} ms by the clock, ${Math.round(longestTaskCpuMs)} ms of its own; ` +
      `engine ${Math.round(engineCpuMs)} ms; ${frameMs.length} frames, late: ${late.join(' ') || 'none'}\n`,
  );
}
