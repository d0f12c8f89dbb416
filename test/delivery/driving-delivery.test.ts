import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toBase64Url } from '../../src/base/text-encodings.ts';
import { type TestVenue, testVenue } from './opaque-client.ts';

let venue: TestVenue;
beforeEach(async () => {
  venue = await testVenue();
});
afterEach(() => venue.dispose());

test('the program of docs/driving-delivery.md drives a venue', async () => {
  const page = await readFile(new URL('../../docs/driving-delivery.md', import.meta.url), 'utf8');
  const program = page.match(/```js\n([\s\S]*?)```/)?.[1];
  const path = join(venue.dataDir, 'drive.mjs');
  await writeFile(path, program ?? '');
  const link = `${venue.url}/app#convener=${toBase64Url(venue.token)}`;
  const { stdout } = await promisify(execFile)(process.execPath, [path, link, '4', '100']);
  expect(stdout).toMatch(/^400 posts, each to 4 devices, in \d+ ms\ncaught up with 401 items\n$/);
});
