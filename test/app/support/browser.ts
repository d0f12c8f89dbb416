import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright';

/** Nothing outside is to be reached, by the app or by the browser itself. */
const ARGS = [
  // No sandbox: containers seldom allow one, and only our own pages run in it.
  '--no-sandbox',
  '--disable-gpu',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

let browser: Promise<Browser> | undefined;

/**
 * The one browser of a test file; people have contexts of their own in it. It takes a second to start,
 * so that it is kept until the file's tests are over: see `close-browser.ts`.
 */
export function openBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ ...executable(), args: ARGS });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  const closing = browser;
  browser = undefined;
  await (await closing)?.close();
}

type OfContext = NonNullable<Parameters<Browser['newContext']>[0]>;

/** A browser as people have it, with a history and all, in this folder: not the lean one that keeps none. */
export function openProfile(
  folder: string,
  of: Pick<OfContext, 'viewport' | 'hasTouch' | 'colorScheme'>,
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...of,
    ...executable(),
    args: [...ARGS, '--headless=new'],
    ignoreDefaultArgs: ['--headless'],
  });
}

function executable(): Pick<LaunchOptions, 'executablePath'> {
  const executablePath = process.env['CHROMIUM_PATH'];
  return executablePath === undefined ? {} : { executablePath };
}
