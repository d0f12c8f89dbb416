import type { Browser } from 'playwright';
import { idText } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { askEngine, lookAtEngine, untilGate } from '../../test/app/support/ask-engine.ts';
import { House, seatingIn } from '../../test/support/house.ts';
import { postMany } from '../post-many.ts';
import { atMost, type Row } from '../row.ts';
import { APP_FOLDER } from './first-and-second-visit.ts';
import { watchFrames } from './frames.ts';

const ENTRIES = 10_000;
const OPENED_MS_MAX = 3_000;
const FRAME_MS_MAX = 50;
const PASSPHRASE = 'a boat, a lake and two shores';

export async function longRecord(browser: Browser): Promise<Row[]> {
  const house = await House.open({ appFolder: APP_FOLDER });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const anna = await house.person('Anna');
    const hers = await house.found(anna);
    const room = idText(hers.identity.channel);

    let page = await context.newPage();
    await page.goto(`${house.url}/app`);
    await untilGate(page, 'new');
    await askEngine(page, 'begin', { keeping: { kind: 'passphrase', passphrase: PASSPHRASE } });
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 3_600_000 });
    const { knock: id } = await askEngine(page, 'knock', { link, name: 'Boris', affiliation: '' });
    const knock = (await hers.stewardship.knocks()).find(({ knock }) => toHex(knock) === id);
    if (knock === undefined) throw new Error('the knock was not heard');
    await hers.stewardship.admit(knock, seatingIn(hers, { party: 'Kestria' }));
    const lines = async () => (await lookAtEngine(page, 'room', { channel: room }))?.lines ?? 0;
    while ((await lines()) === 0) await new Promise((resolve) => setTimeout(resolve, 200));
    await page.close();

    await postMany(hers, ENTRIES);

    page = await context.newPage();
    await page.goto(`${house.url}/app#/room/${room}/record`);
    await untilGate(page, 'locked');
    const fared = await watchFrames(page);
    await askEngine(page, 'unlock', { key: { kind: 'passphrase', passphrase: PASSPHRASE } });
    const started = performance.now();
    await page.getByRole('heading', { name: hers.projection.room.title }).waitFor();
    const read = async () => (await lookAtEngine(page, 'record', { channel: room, from: -1, count: 1 }))?.length ?? 0;
    while ((await read()) < ENTRIES) await new Promise((resolve) => setTimeout(resolve, 50));
    // What was not read yet begins at the first of them.
    await page.getByText('Entry 1.').first().waitFor();
    const opened = performance.now() - started;
    const { longestTaskMs, longestFrameMs } = await fared();
    const view = await lookAtEngine(page, 'room', { channel: room });
    if (view === undefined || view.violations.length > 0) throw new Error('not everything was as it was said');
    return [
      atMost(`app: ${ENTRIES} entries that were missed, opened, verified and shown`, 'ms', opened, OPENED_MS_MAX),
      atMost('app: longest task of the page meanwhile', 'ms', longestTaskMs, FRAME_MS_MAX),
      atMost('app: longest time between two frames meanwhile', 'ms', longestFrameMs, 2 * FRAME_MS_MAX),
    ];
  } finally {
    await context.close();
    await house.close();
  }
}
