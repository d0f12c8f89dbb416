import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTranscript, runExchange } from './run-transcript.ts';

const root = join(import.meta.dirname, '../..');
const vectors = join(root, 'test/vectors');
let folder = '';

/** What the transcripts speak of: keys, communiqués, a log and scripts. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pourparler-cli-'));
  for (const name of ['good', 'changed-byte-in-text', 'one-consent-short']) {
    const vector = JSON.parse(readFileSync(join(vectors, `disclosure/${name}.json`), 'utf8')) as Record<string, string>;
    writeFileSync(join(folder, `${name}.json`), vector['file'] ?? '');
    if (name !== 'good') continue;
    writeFileSync(join(folder, 'venue.vkey'), `${vector['venueKey']}\n`);
    writeFileSync(join(folder, 'process.vkey'), `${vector['processKey']}\n`);
  }
  mkdirSync(join(folder, 'empty'));
  cpSync(join(import.meta.dirname, 'scripts'), folder, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(globSync('*.txt', { cwd: import.meta.dirname }))('%s', (file) => {
  const exchanges = readTranscript(readFileSync(join(import.meta.dirname, file), 'utf8'));
  test.each(exchanges)('$command', async ({ command, printed }) => {
    expect(await runExchange(command, folder)).toBe(printed);
  });
});

describe('bin/pourparler', () => {
  const run = (...words: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(join(root, 'bin/pourparler'), words, { cwd: folder }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });

  test('prints results to standard output and ends with 0', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('prints messages to standard error and ends with the code that is documented', async () => {
    const { code, stdout, stderr } = await run('verify', 'none.json', '--venue-key', 'venue.vkey');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe('There is no file none.json. [FILE_NOT_FOUND]\n');
  });
});
