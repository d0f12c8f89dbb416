import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from './support/audit.ts';
import { openBrowser } from './support/browser.ts';
import type { StageLanguage } from './support/words.ts';

const design = join(import.meta.dirname, '../../src/web/design');

let server: ViteDevServer;
let cacheDir: string;
let url: string;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'pourparler-gallery-'));
  // As `npm run dev` does it, with nothing left over from another run.
  server = await createServer({ cacheDir, logLevel: 'silent', server: { host: '127.0.0.1', port: 0, watch: null } });
  await server.listen();
  url = `${server.resolvedUrls?.local[0]}design/gallery.html`;
});

afterAll(async () => {
  await server.close();
  await rm(cacheDir, { recursive: true, force: true });
});

test('the gallery shows every component of the design', () => {
  const files = readdirSync(design).filter((name) => name.endsWith('.svelte'));
  const gallery = files
    .filter((name) => name.startsWith('Gallery'))
    .map((name) => readFileSync(join(design, name), 'utf8'));
  const absent = files.filter((name) => !name.startsWith('Gallery') && !gallery.join().includes(`'./${name}'`));
  expect(absent).toEqual([]);
});

test.for<StageLanguage>(['en', 'ar-XB'])(
  'every component is accessible in both themes, and reached by keyboard (%s)',
  async (language) => {
    const browser = await openBrowser();
    const storageState = {
      cookies: [],
      origins: [{ origin: new URL(url).origin, localStorage: [{ name: 'pourparler-language', value: language }] }],
    };
    await using context = await browser.newContext({ viewport: { width: 1280, height: 900 }, storageState });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === 'en' ? 'ltr' : 'rtl');
    // Neither side's longest words stand out of it.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    await audit(page);

    const reachable = await page.evaluate(() => {
      const all = document.querySelectorAll<HTMLElement>(
        'button:not(:disabled), input:not(:disabled), select, textarea, a[href]',
      );
      // Of the radio buttons of one group, the chosen one alone.
      return [...all].filter((one) => !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked))
        .length;
    });
    const reached = new Set<string>();
    const unseen: string[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const one = document.activeElement;
        if (!(one instanceof HTMLElement) || one === document.body) return undefined;
        one.dataset['tab'] ??= crypto.randomUUID();
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return {
          key: one.dataset['tab'],
          html: one.outerHTML,

          // The small button within a date has the focus, and the browser's own ring around it.
          isSeen: !one.matches(':focus-visible') || (outlineStyle !== 'none' && outlineWidth !== '0px'),
        };
      });
      if (focused === undefined) break;
      if (!focused.isSeen) unseen.push(focused.html);
      reached.add(focused.key);
    }
    expect(unseen).toEqual([]);
    expect(reached.size).toBe(reachable);

    const opener = page.getByRole('button', { name: 'Open a dialog' }).last();
    await opener.click();
    await page.getByRole('dialog').waitFor();
    await audit(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(errors).toEqual([]);
  },
);
