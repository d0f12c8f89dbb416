import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIRST_AREAS } from '../../scripts/messages.mjs';

const WEB = join(import.meta.dirname, '../../src/web');

/** What stands before the device is open, and all that this brings along, whenever that is fetched. */
function filesFrom(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file) || !file.startsWith(WEB) || !existsSync(file)) return found;
  found.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, path] of source.matchAll(/(?<!import type [^;]*)(?:from |import\()'(\.[^']+\.(?:ts|svelte))'/g)) {
    filesFrom(join(file, '..', path as string), found);
  }
  return found;
}

test('the words of the first screens come with them', () => {
  const files = [...filesFrom(join(WEB, 'welcome/Welcome.svelte'))];
  expect(files.length).toBeGreaterThan(30);
  const used = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bm\.([a-z]\w*)[.[;,]/g)].map(([, area]) => area as string),
  );
  expect([...new Set(used)].sort()).toEqual([...FIRST_AREAS].sort());
});
