import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rehearsalSchema } from '../../scripts/rehearsal-schema.ts';
import { ACTIONS } from '../../src/cli/rehearsal/language/actions.ts';
import { EXPECTATIONS } from '../../src/cli/rehearsal/language/expecting.ts';
import { readScript } from '../../src/cli/rehearsal/read-script.ts';

const root = join(import.meta.dirname, '../..');
const docs = readFileSync(join(root, 'docs/rehearsal.md'), 'utf8');

describe('docs/rehearsal.md', () => {
  test('says every verb', () => {
    const said = new Set([...docs.matchAll(/^\| `([a-z-]+)` \|/gmu)].map((match) => match[1]));
    expect(said).toEqual(new Set(Object.keys(ACTIONS)));
  });

  test('says every kind of expectation', () => {
    const said = [...docs.matchAll(/^\| `\{ (.*) \}` \|/gmu)].map((match) => match[1] ?? '');
    for (const kind of Object.keys(EXPECTATIONS)) {
      expect(said.some((one) => new RegExp(`(^|, )${kind}:`, 'u').test(one))).toBe(true);
    }
    expect(said).toHaveLength(Object.keys(EXPECTATIONS).length);
  });

  test('shows a head that can be played', () => {
    const head = /## The head\n\n```yaml\n([\s\S]*?)```/u.exec(docs)?.[1] ?? '';
    expect(readScript(`${head}acts: [{ act: Spring }]\n`)).toMatchObject({ kind: 'script' });
  });
});

test('docs/rehearsal.schema.json is what scripts/rehearsal-schema.ts writes', () => {
  expect(readFileSync(join(root, 'docs/rehearsal.schema.json'), 'utf8')).toBe(rehearsalSchema());
});

test.each(globSync('examples/*.yaml', { cwd: root }))('%s names its sources, or says that it is invented', (file) => {
  const read = readScript(readFileSync(join(root, file), 'utf8'));
  expect(read.kind).toBe('script');
  if (read.kind === 'script') expect(read.script.note).toMatch(/invented/u);
});
