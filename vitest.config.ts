import { join } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** What participants run: neither these sources nor the tests beside them may use a builtin of Node. */
const runsInBrowserToo = [
  'src/{base,protocol,records,client}/**/*.test.ts',
  'src/web/{calendar,process}/**/*.test.ts',
  // The adversary's tests that need bytes alone; the others play with a real venue.
  'test/adversary/{deniable-authorship,mediators-proposal-{answers,bytes,outcomes,views},sealed-entries,shares-of-the-salt}.test.ts',
  'test/vectors/**/*.test.ts',
  'test/browser/**/*.test.ts',
];

/** Set by scripts/test.mjs; without it Playwright looks for a browser of its own. */
const executablePath = process.env['CHROMIUM_PATH'];

/** A test that reaches outside must fail, and the browser itself must not call its maker's servers. */
const offline = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores are what the project is tested on; more workers there only blur timings.
    maxWorkers: 2,
    // Whole stories play with real servers, disks and lines on two busy cores: there, one that fails is told once more.
    retry: process.env['CI'] === undefined ? 0 : 1,
    // Threads of the venue strip the types of their sources: see bin/pourparler.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'node') },
    // A fresh process, or page, for each file cost a third of the whole.
    isolate: false,
    setupFiles: ['test/support/leave-nothing-behind.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/app/**', '**/node_modules/**'],
          pool: 'forks',
        },
      },
      {
        extends: true,
        test: {
          name: 'app',
          environment: 'node',
          include: ['test/app/**/*.test.ts'],
          globalSetup: ['test/app/support/build-the-app.ts'],
          setupFiles: ['test/app/support/close-browser.ts'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: runsInBrowserToo,
          // A venue that the page can reach: what an engine in a browser talks to.
          globalSetup: ['test/support/venue-for-the-page.ts'],
          exclude: ['src/client/**/node/**', '**/node_modules/**'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath === undefined ? {} : { executablePath }),
                // No sandbox: containers seldom allow one, and only our own tests run in it.
                args: ['--no-sandbox', '--disable-gpu', ...offline],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
