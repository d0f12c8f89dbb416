// Writes docs/communique.schema.json from the shape that the program itself checks.
// `node scripts/communique-schema.ts`; a test fails when the file is not what this writes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { communiqueJson } from '../src/protocol/disclosure/communique-json.ts';

export function communiqueSchema(): string {
  const { $schema, ...schema } = toJsonSchema(communiqueJson, { typeMode: 'input' });
  const titled = {
    $schema,
    title: 'A communiqué of Pourparler',
    description: 'Its shape alone: only a verifier says what it proves. See docs/protocol.md, section 5.3.',
    ...schema,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../docs/communique.schema.json'), communiqueSchema());
