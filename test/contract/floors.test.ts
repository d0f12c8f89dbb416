import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, test } from 'vitest';

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

/** Writes `files` to a folder of their own, holds the floors against them, and names the rules that they break. */
async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'pourparler-floors-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const options = { ruleSet: { forbidden }, validate: true, baseDir: folder, tsPreCompilationDeps: true };
    const { output } = await cruise(['src'], options);
    return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const leaf = 'export const leaf = 1;\n';
const use = (path: string) => `import { leaf } from '${path}';\nexport const used = leaf;\n`;

describe('the floors', () => {
  test('imports that go down break no rule', async () => {
    const broken = await brokenRules({
      'src/base/leaf.ts': leaf,
      'src/protocol/seal/seal.ts': use('../../base/leaf.ts'),
      'src/client/engine.ts': "import { used } from '../protocol/seal/seal.ts';\nexport const engine = used;\n",
    });
    expect(broken).toEqual([]);
  });

  test.each([
    ['base-imports-only-down', 'src/base/low.ts', 'src/protocol/codec/leaf.ts'],
    ['protocol-imports-only-down', 'src/protocol/log/low.ts', 'src/records/idea/leaf.ts'],
    ['records-imports-only-down', 'src/records/idea/low.ts', 'src/client/leaf.ts'],
    ['client-imports-only-down', 'src/client/low.ts', 'src/venue/leaf.ts'],
    ['venue-imports-only-down', 'src/venue/low.ts', 'src/client/leaf.ts'],
    ['venue-opens-nothing', 'src/venue/low.ts', 'src/protocol/seal/leaf.ts'],
    ['venue-opens-nothing', 'src/venue/low.ts', 'src/protocol/mls/leaf.ts'],
    ['verify-opens-nothing', 'src/verify/low.ts', 'src/protocol/mls/leaf.ts'],
    ['web-imports-only-down', 'src/web/low.ts', 'src/venue/leaf.ts'],
    ['web-public-imports-only-down', 'src/web/public/low.ts', 'src/web/engine/leaf.ts'],
    ['cli-imports-no-view', 'src/cli/low.ts', 'src/web/leaf.ts'],
    ['codec-is-lowest-of-the-protocol', 'src/protocol/codec/low.ts', 'src/protocol/crypto/leaf.ts'],
    ['crypto-and-merkle-stand-on-codec', 'src/protocol/merkle/low.ts', 'src/protocol/log/leaf.ts'],
    ['public-side-of-the-protocol-opens-nothing', 'src/protocol/wire/low.ts', 'src/protocol/seal/leaf.ts'],
    ['src-stands-alone', 'src/venue/low.ts', 'test/leaf.ts'],
  ])('%s: %s may not import %s', async (rule, importer, imported) => {
    const up = '../'.repeat(importer.split('/').length - 1);
    expect(await brokenRules({ [importer]: use(`${up}${imported}`), [imported]: leaf })).toContain(rule);
  });

  test('a type-only import counts', async () => {
    const broken = await brokenRules({
      'src/client/port.ts': 'export type Port = string;\n',
      'src/venue/low.ts': "import type { Port } from '../client/port.ts';\nexport type Other = Port;\n",
    });
    expect(broken).toContain('venue-opens-nothing');
  });

  test('the venue may not reach what opens by a way round', async () => {
    const broken = await brokenRules({
      'src/protocol/seal/leaf.ts': leaf,
      'src/protocol/record-tree/tree.ts': use('../seal/leaf.ts'),
      'src/venue/low.ts': "import { used } from '../protocol/record-tree/tree.ts';\nexport const low = used;\n",
    });
    expect(broken).toContain('venue-reaches-nothing-that-opens');
  });

  test('a builtin of Node may be used by the venue and by the node side of the client only', async () => {
    const builtin = "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n";
    expect(await brokenRules({ 'src/venue/disk.ts': builtin, 'src/client/store/node/disk.ts': builtin })).toEqual([]);
    for (const folder of ['base', 'protocol/log', 'records/idea', 'client', 'verify', 'web']) {
      expect(await brokenRules({ [`src/${folder}/disk.ts`]: builtin })).toContain('runs-in-a-browser');
    }
  });

  test('a cycle is found', async () => {
    const broken = await brokenRules({
      'src/base/a.ts': "import { b } from './b.ts';\nexport const a = (): number => b();\n",
      'src/base/b.ts': "import { a } from './a.ts';\nexport const b = (): number => a();\n",
    });
    expect(broken).toContain('no-cycle');
  });
});
