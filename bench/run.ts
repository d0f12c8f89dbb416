// Measures what the design asks for, each figure beside its bare loop or limit in the same run, and keeps the table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { run as app } from './app.ts';
import { run as catchUp } from './catch-up.ts';
import { run as delivery } from './delivery.ts';
import { run as mls } from './mls.ts';
import { run as privateAnd } from './private-and.ts';
import { type Row, table } from './row.ts';
import { run as seal } from './seal.ts';
import { run as sounding } from './sounding.ts';
import { run as startUp } from './start-up.ts';
import { run as unattributed } from './unattributed.ts';

const PARTS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  'start-up': startUp,
  seal,
  unattributed,
  sounding,
  mls,
  'private-and': privateAnd,
  'catch-up': catchUp,
  delivery,
  app,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

const rows: Row[] = [];
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  rows.push(...(await run()));
}

const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
const result = `# ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC\n\n${machine}\n\n${table(rows)}\n`;
console.log(result);
if (asked.length === 0) {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${new Date().toISOString().slice(0, 10)}.md`), result);
}
// A figure that was missed is told, not punished: machines are noisy, and a table is to be read.
const missed = rows.filter(({ holds }) => !holds).length;
console.error(missed === 0 ? 'Every figure was reached.' : `${missed} of ${rows.length} figures were missed.`);
