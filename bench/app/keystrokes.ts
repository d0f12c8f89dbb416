import type { Page } from 'playwright';
import { quantile } from './frames.ts';

const TEXT = 'What we could live with is a corridor that opens twice a day, and a road besides.';
/** A hundred words a minute. */
const BETWEEN_MS = 120;

/** How long it takes, of 95 in 100 keys, from the key to the end of the frame that shows it. */
export async function keystrokes(page: Page): Promise<number> {
  const composer = page.getByPlaceholder('Say something in this room');
  await composer.click();
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(globalThis, { took });
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // After the frame has been made.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => took.push(performance.now() - timeStamp);
          port2.postMessage(undefined);
        });
      },
      { capture: true },
    );
  });
  await composer.pressSequentially(TEXT, { delay: BETWEEN_MS });
  if ((await composer.inputValue()) !== TEXT) throw new Error('what was typed is not there');
  const took = await page.evaluate(() => (globalThis as unknown as { took: number[] }).took);
  if (took.length !== TEXT.length) throw new Error(`${took.length} of ${TEXT.length} keys were seen`);
  return quantile(
    took.sort((one, other) => one - other),
    0.95,
  );
}
