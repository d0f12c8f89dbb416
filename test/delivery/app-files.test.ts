import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { House } from '../support/house.ts';

/** As a build leaves them, and what it leaves beside them. */
const FILES: Readonly<Record<string, string>> = {
  'app.html': '<!doctype html><title>Pourparler</title>'.repeat(20),
  'service-worker.js': 'addEventListener("fetch", () => {});',
  'assets/main-a1b2.js': 'console.log("the app");'.repeat(20),
  'assets/engine-c3d4.js': 'console.log("its engine");',
  'assets/main-e5f6.css': 'p { margin: 0 }',
  'assets/face-a7b8.woff2': 'a face',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'app.webmanifest': '{}',
  'manifest.json': '{}',
  'notes.txt': 'of no kind that an app has',
};
const PAGES = ['/app', '/join'];
const SCRIPTS = ['/service-worker.js', '/assets/main-a1b2.js', '/assets/engine-c3d4.js'];
const OTHERS = ['/assets/main-e5f6.css', '/assets/face-a7b8.woff2', '/icon.svg', '/app.webmanifest'];

let folder: string;
let house: House;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pourparler-app-'));
  await mkdir(join(folder, 'assets'));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  house = await House.open({ appFolder: folder });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${house.url}${path}`, { headers });
const policyOf = async (path: string) => {
  const policy = (await get(path)).headers.get('content-security-policy') ?? '';
  return policy.split('; ').sort();
};

describe('the app as a venue serves it', () => {
  // Of a script too: one may be started as a worker, and is then under the policy that it came with.
  test.each([...PAGES, ...SCRIPTS])(
    '%s may run, ask and show what is of this venue, and nothing else',
    async (path) => {
      expect(await policyOf(path)).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "manifest-src 'self'",
        "require-trusted-types-for 'script'",
        "script-src 'self'",
        "style-src 'self'",
        'trusted-types svelte-trusted-html pourparler-scripts',
        "worker-src 'self'",
      ]);
      expect((await get(path)).headers.get('referrer-policy')).toBe('no-referrer');
    },
  );

  test.each(PAGES)('%s shares its window with no other page, and asks for no microphone', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    for (const use of ['camera', 'geolocation', 'microphone', 'payment', 'usb']) {
      expect(headers.get('permissions-policy')).toContain(`${use}=()`);
    }
  });

  test.each([...PAGES, ...SCRIPTS, ...OTHERS])(
    '%s is what it says it is, and of use to this venue alone',
    async (path) => {
      const { headers, status } = await get(path);
      expect(status).toBe(200);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );

  test('keeps for good what is named after its content, and asks for the rest again', async () => {
    for (const path of [...PAGES, ...SCRIPTS, ...OTHERS]) {
      const { headers } = await get(path);
      const kept = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      expect(headers.get('cache-control'), path).toBe(kept);
      const again = await get(path, { 'if-none-match': headers.get('etag') ?? 'none' });
      expect(again.status, path).toBe(304);
    }
  });

  test('comes as small as the browser can read it, and is the same', async () => {
    const text = FILES['assets/main-a1b2.js'];
    for (const [encoding, unpacked] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const raw = await rawAnswer('/assets/main-a1b2.js', encoding);
      expect(raw.encoding).toBe(encoding);
      expect(unpacked(raw.body).toString()).toBe(text);
    }
    const plain = await rawAnswer('/assets/main-a1b2.js', 'identity');
    expect(plain.encoding).toBeUndefined();
    expect(plain.body.toString()).toBe(text);
  });

  test.each(['/app.html', '/manifest.json', '/notes.txt', '/assets/', '/assets/..%2fnotes.txt'])(
    '%s is not there',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

/** The bytes as they were sent: `fetch` unpacks them. */
function rawAnswer(path: string, accepted: string): Promise<{ encoding: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    ask(`${house.url}${path}`, { headers: { 'accept-encoding': accepted } }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ encoding: answer.headers['content-encoding'], body: Buffer.concat(chunks) });
    }).once('error', reject);
  });
}
