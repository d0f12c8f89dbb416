import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPublicSpace, standing } from '../support/disclosing.ts';
import { House, rest, say, until } from '../support/house.ts';
import { openBrowser } from './support/browser.ts';

const APP_FOLDER = join(import.meta.dirname, '../../dist/web');
const SPACE = '/p/harbour-talks';

let house: House;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let requests: string[];
let trouble: string[];

beforeAll(async () => {
  house = await House.open({ appFolder: APP_FOLDER });
  const [anna, boris] = [await house.person('Anna'), await house.person('Boris')];
  const hers = await house.found(anna, {
    parties: [
      { name: 'Arvelia', secretariat: false },
      { name: 'Kestria', secretariat: false },
    ],
  });
  const his = await house.seat(hers, boris, { party: 'Kestria' });
  await openPublicSpace(house, [
    { seat: hers, party: 'Arvelia' },
    { seat: his, party: 'Kestria' },
  ]);
  const { entry } = await say(his, 'The harbour opens on Sundays.');
  await rest(hers, his);
  for (const title of ['The harbour opens', 'A second text']) {
    const digest = await hers.disclosure.round.propose({
      kind: 'joint statement',
      texts: [
        { language: 'en', title, text: 'On Sundays,\nfrom the first of May.\n\nThe parties meet again.' },
        { language: 'uk', title: 'Гавань', text: 'Гавань відкрита щонеділі.' },
      ],
      claims: [{ entry, label: 'The opening days' }],
      showParties: true,
    });
    for (const seat of [hers, his]) {
      await rest(seat);
      await seat.disclosure.round.consent(digest);
    }
    await until(async () => {
      await rest(hers, his);
      return standing(hers, digest).kind === 'released';
    });
    const { number } = await hers.disclosure.publish(digest);
    await until(async () => (await fetch(`${house.url}${SPACE}/communiques/${number}.json`)).ok);
  }
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await house?.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  requests = [];
  trouble = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
});

afterEach(async () => {
  await context.close();
});

const communique = (number: number) => `${house.url}${SPACE}/communiques/${number}`;
const evidence = async (number: number) => (await fetch(`${communique(number)}.json`)).text();
const pressed = () => page.getByRole('button', { name: 'Check it in this page' }).click();
const saved = (text: string) => ({ name: 'saved.json', mimeType: 'application/json', buffer: Buffer.from(text) });
const choose = (text: string) => page.locator('#check input').setInputFiles(saved(text));

async function said(): Promise<string> {
  const outcome = page.locator('#check .outcome');
  await outcome.waitFor();
  return (await outcome.textContent()) ?? '';
}

test('a reader presses a button, and the page says what is proven, by the venue’s log as it is now', async () => {
  await page.goto(communique(1));
  await pressed();
  const words = await said();
  expect(words).toContain('The evidence holds');
  expect(words).toContain('letter for letter');
  expect(words).toContain('all 2 parties (Arvelia and Kestria) of “Harbour talks” agreed to publish');
  expect(words).toMatch(/the log, now at \d+ entries, still holds all of it/);
  expect(words).toContain('It does not prove who wrote what it opens');
  expect(words).toContain('The harbour opens on Sundays.');
  expect(trouble).toEqual([]);
});

test('no request goes anywhere else, and none for the verifier before somebody asks', async () => {
  await page.goto(communique(1));
  await page.locator('#check').waitFor();
  expect(requests.some((url) => url.includes('check-in-page'))).toBe(false);
  await pressed();
  await said();
  expect(requests.some((url) => url.includes('check-in-page'))).toBe(true);
  expect(requests.filter((url) => new URL(url).origin !== house.url)).toEqual([]);
});

test('one changed byte in the evidence is refused in words', async () => {
  const text = await evidence(1);
  await page.route('**/communiques/1.json', (route) => {
    const { release } = JSON.parse(text) as { release: { bytes: string } };
    const { bytes } = release;
    const at = Math.floor(bytes.length / 2);
    const changed = bytes.slice(0, at) + (bytes[at] === 'A' ? 'B' : 'A') + bytes.slice(at + 1);
    return route.fulfill({ body: text.replace(bytes, changed), contentType: 'application/json' });
  });
  await page.goto(communique(1));
  await pressed();
  const words = await said();
  expect(words).toContain('The evidence does not hold');
  expect(words).not.toContain('What is proven');
});

test('a page that says other words than were signed is found out', async () => {
  await page.route('**/communiques/1', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('On Sundays', 'On Mondays') });
  });
  await page.goto(communique(1));
  await pressed();
  const words = await said();
  expect(words).toContain('The evidence does not hold');
  expect(words).toContain('The words on this page are not the words that were checked');
});

test.each([
  ['less', (section: Element) => section.remove()],
  ['more', (section: Element) => section.after(section.cloneNode(true))],
])('a page that says %s than was signed is found out', async (_, change) => {
  await page.goto(communique(1));
  await page.locator('#check').waitFor();
  await page.locator('article section').last().evaluate(change);
  await pressed();
  expect(await said()).toContain('The words on this page are not the words that were checked');
});

test('a saved file is checked with the network off, once the verifier is there', async () => {
  const [first, second] = [await evidence(1), await evidence(2)];
  await page.goto(communique(1));
  await pressed();
  await said();
  await context.setOffline(true);
  const before = requests.length;

  await choose(first);
  await page.getByText('could not be reached just now').waitFor();
  expect(await said()).toContain('The evidence holds');
  expect(await said()).toContain('or is still in the log');

  await choose(second);
  await page.getByText('of another text than this page shows: “A second text”').waitFor();

  await choose(first.replace('Sundays', 'Mondays'));
  await page.getByText('is not the text that was signed').waitFor();
  expect(await said()).toContain('The evidence does not hold');

  await choose('{"format":"something else"}');
  await page.getByText('is not a complete communiqué').waitFor();

  await pressed();
  await page.getByText('could not be fetched').waitFor();
  const tried = requests.slice(before).filter((url) => !url.startsWith(house.url));
  expect(tried).toEqual([]);
});

test('a file that is dropped beside the button is checked as a chosen one is', async () => {
  await page.goto(communique(1));
  const check = page.locator('#check');
  await check.waitFor();
  const dragged = await page.evaluateHandle(
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'saved.json', { type: 'application/json' }));
      return transfer;
    },
    await evidence(2),
  );
  // Where nobody takes it, the browser would leave the page and open the file.
  const isTaken = await check.evaluate((node, dataTransfer) => {
    const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
    return !node.dispatchEvent(over);
  }, dragged);
  expect(isTaken).toBe(true);
  await check.dispatchEvent('drop', { dataTransfer: dragged });
  expect(await said()).toContain('of another text than this page shows: “A second text”');
  expect(page.url()).toBe(communique(1));
  expect(trouble).toEqual([]);
});

test('without script the page is complete, and offers nothing that it cannot do', async () => {
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(communique(1));
  expect(await plain.getByRole('button').count()).toBe(0);
  expect(await plain.getByText('The parties meet again.').isVisible()).toBe(true);
  expect(await plain.getByRole('link', { name: 'Download the evidence' }).isVisible()).toBe(true);
  await plain.close();
});

test('the page may run this venue’s scripts and ask this venue, and weighs at most 40 KB in all', async () => {
  const answer = await fetch(communique(1));
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "trusted-types 'none'"]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toContain('unsafe');
  const process = await fetch(`${house.url}${SPACE}`);
  expect(process.headers.get('content-security-policy')).not.toContain('script-src');

  await page.goto(communique(1), { waitUntil: 'networkidle' });
  let bytes = 0;
  for (const url of requests) {
    const fetched = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    bytes += gzipSync(Buffer.from(await fetched.arrayBuffer())).length;
  }
  expect(bytes).toBeLessThan(40_000);
  expect(trouble).toEqual([]);
});
