import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { communiqueSchema } from '../../scripts/communique-schema.ts';

test('docs/communique.schema.json is what scripts/communique-schema.ts writes', () => {
  const written: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../docs/communique.schema.json'), 'utf8'),
  );
  expect(written).toEqual(JSON.parse(communiqueSchema()));
});
