import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealVectors } from '../vectors/seal-cases.ts';

test('the vectors that are kept are those that scripts/make-seal-vectors.ts makes', async () => {
  for (const [folder, cases] of Object.entries(await sealVectors())) {
    const path = join(import.meta.dirname, '../vectors', folder);
    expect(readdirSync(path).sort()).toEqual(
      Object.keys(cases)
        .map((name) => `${name}.json`)
        .sort(),
    );
    for (const [name, content] of Object.entries(cases)) {
      expect(readFileSync(join(path, `${name}.json`), 'utf8')).toBe(`${JSON.stringify(content, null, 2)}\n`);
    }
  }
});
