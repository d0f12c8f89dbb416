import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Row } from './row.ts';

const LAUNCHER = join(import.meta.dirname, '../bin/pourparler');
const FIRST_PAGE_MS_MAX = 20_000;

/** From the command to the first page: with a new data folder, and with one that is there. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pourparler-bench-'));
  try {
    const first = await untilFirstPage(folder);
    const later = [await untilFirstPage(folder), await untilFirstPage(folder), await untilFirstPage(folder)];
    return [
      atMost('a first start of an installed checkout, to the first page', 'ms', first, 60_000),
      atMost('a later start, to the first page', 'ms', later.sort((a, b) => a - b)[1] as number, 2_000),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilFirstPage(data: string): Promise<number> {
  const from = performance.now();
  const venue = spawn(process.execPath, [LAUNCHER, 'serve', '--data', data, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      venue.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const line = said.split('\n').find((each) => each.startsWith('{'));
        if (line !== undefined && said.includes('\n')) resolve((JSON.parse(line) as { url: string }).url);
      });
      venue.once('exit', (code) => reject(new Error(`the venue ended with ${code} before it listened`)));
      setTimeout(() => reject(new Error('no venue in time')), FIRST_PAGE_MS_MAX).unref();
    });
    const response = await fetch(url);
    await response.text();
    return performance.now() - from;
  } finally {
    venue.kill('SIGTERM');
    await new Promise((resolve) => venue.once('exit', resolve));
  }
}

if (import.meta.main) console.table(await run());
