import { type Browser, chromium } from 'playwright';

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

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  return chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ARGS });
}
