// Writes docs/rehearsal.schema.json from the language itself, for editors that check YAML while it is written.
// `node scripts/rehearsal-schema.ts`; a test fails when the file is not what this writes.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { rehearsal } from '../src/cli/rehearsal/language/rehearsal.ts';

export function rehearsalSchema(): string {
  const schema = toJsonSchema(rehearsal, { typeMode: 'input', errorMode: 'ignore' });
  const titled = {
    $schema: schema.$schema,
    title: 'A rehearsal of Pourparler',
    description: 'A process played from a script: see docs/rehearsal.md.',
    ...schema,
  };
  return formatted(JSON.stringify(titled));
}

/** As the format check wants it. */
function formatted(json: string): string {
  const biome = join(import.meta.dirname, '../node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'format', '--stdin-file-path=docs/rehearsal.schema.json'];
  return execFileSync(process.execPath, args, { input: json, encoding: 'utf8' });
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../docs/rehearsal.schema.json'), rehearsalSchema());
