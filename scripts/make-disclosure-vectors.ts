// Writes test/vectors/disclosure/*.json and test/vectors/opening/*.json: one good case each, and cases that fail in one
// way each. Nothing is drawn, so that running it again changes nothing.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { disclosureCases } from '../test/vectors/disclosure-cases.ts';
import { openingCases } from '../test/vectors/opening-cases.ts';

const vectors = join(import.meta.dirname, '../test/vectors');

function write(folder: string, cases: Readonly<Record<string, object>>): void {
  const target = join(vectors, folder);
  for (const old of readdirSync(target)) rmSync(join(target, old));
  for (const [name, content] of Object.entries(cases)) {
    writeFileSync(join(target, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  }
}

write('disclosure', await disclosureCases());
write('opening', await openingCases());
