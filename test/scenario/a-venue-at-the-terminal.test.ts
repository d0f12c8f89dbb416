import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/pourparler');

type Announced = { readonly url: string; readonly convenerLink: string | null; readonly verifierKey: string };

let folder = '';
// Owned by this file: what a failed test would leave running.
const running = new Set<ChildProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pourparler-terminal-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a venue and waits until it says where it is. */
async function serve(data: string): Promise<{ announced: Announced; stop(): Promise<number | null> }> {
  const child = spawn(bin, ['serve', '--data', join(folder, data), '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      if (printed.includes('\n')) resolve(printed);
    });
    child.once('exit', () => reject(new Error('the venue ended before it was open')));
  });
  return {
    announced: JSON.parse(line) as Announced,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      running.delete(child);
      return code;
    },
  };
}

function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(bin, words, { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('a venue is started, rehearsed at, backed up while it runs, ended in order, and restored', {
  timeout: 60_000,
}, async () => {
  const first = await serve('venue');
  const { url, convenerLink, verifierKey } = first.announced;
  expect(convenerLink).toMatch(new RegExp(`^${url}/app#convener=[A-Za-z0-9_-]{43}$`, 'u'));

  const script = join(root, 'test/transcript/scripts/small.yaml');
  const rehearsed = await run('rehearse', script, '--venue', convenerLink ?? '', '--out', 'small');
  expect(rehearsed).toMatchObject({ code: 0, stderr: 'Written to small.\n' });
  expect(readFileSync(join(folder, 'small/venue.vkey'), 'utf8')).toBe(`${verifierKey}\n`);

  expect(await run('backup', 'monday', '--data', 'venue')).toMatchObject({ code: 0, stdout: '' });
  expect((await run('backup', 'monday', '--data', 'venue')).stderr).toMatch(/\[FILE_EXISTS\]\n$/u);
  expect((await run('serve', '--data', 'venue', '--port', '0')).stderr).toMatch(/\[NOT_A_VENUE_FOLDER\]\n$/u);
  expect((await run('restore', 'monday', '--data', 'venue')).stderr).toMatch(/\[FILE_EXISTS\]\n$/u);
  expect(await first.stop()).toBe(0);

  expect(await run('restore', 'monday', '--data', 'again')).toMatchObject({ code: 0, stdout: '' });
  const second = await serve('again');
  // The same venue: the key of its log, and a convener whose link it never shows again.
  expect(second.announced).toMatchObject({ verifierKey, convenerLink: null });
  expect(await second.stop()).toBe(0);
});

test('a port that is taken is named, with what to do', { timeout: 30_000 }, async () => {
  const venue = await serve('venue');
  const { port } = new URL(venue.announced.url);
  const { code, stderr } = await run('serve', '--data', 'other', '--port', port);
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: `Port ${port} is taken. Name another one with --port, or stop what uses it. [PORT_TAKEN]\n`,
  });
  expect(await venue.stop()).toBe(0);
});
