// Writes test/vectors/{codec,commitment,share,announcement,entry,charter,joining,private-and,handshake,wire,payload}/*.json. Each
// case fails one way, or not at all. All randomness is fixed, so that running it again changes nothing.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealVectors } from '../test/vectors/seal-cases.ts';

const vectors = join(import.meta.dirname, '../test/vectors');

for (const [folder, cases] of Object.entries(await sealVectors())) {
  const target = join(vectors, folder);
  mkdirSync(target, { recursive: true });
  for (const old of readdirSync(target)) rmSync(join(target, old));
  for (const [name, content] of Object.entries(cases)) {
    writeFileSync(join(target, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  }
}
