import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { exampleState, takeChair } from '../../src/client/example/example-at-venue.ts';

const bin = join(import.meta.dirname, '../../bin/pourparler');
/** On a slow machine that does other things too. */
const PLAYED_MS_MAX = 90_000;

let folder = '';
// Owned by this file: what a failed test would leave running.
const running = new Set<ChildProcess>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pourparler-demo-test-'));
  mkdirSync(join(folder, 'tmp'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Shown = { url: string; example: string; chairs: { name: string; link: string; taken: boolean }[] };

/** Runs it until it is asked to end; its temporary folders are this test's own. */
function run(...words: string[]) {
  const env = { ...process.env, TMPDIR: join(folder, 'tmp') };
  const child = spawn(bin, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    printed.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    printed.err += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const until = (wanted: RegExp) =>
    expect.poll(() => `${printed.out}${printed.err}`, { timeout: PLAYED_MS_MAX }).toMatch(wanted);
  return { child, printed, ended, until };
}

test('shows a year, gives out its chairs, and keeps a folder that it was given, where serve opens them again', {
  timeout: PLAYED_MS_MAX,
}, async () => {
  const data = join(folder, 'lake');
  const { child, printed, ended, until } = run('demo', '--data', data);
  await until(/Ctrl-C ends it/u);
  const acts = printed.err.split('\n').filter((line) => line.endsWith(' …'));
  expect(acts[0]).toBe('The rooms are opened …');
  expect(acts.slice(1)).toEqual(expect.arrayContaining(['Spring. The ice goes out …', 'Winter. What stands …']));
  const url = /(http:\/\/localhost:\d+)\/app#\/example\n/u.exec(printed.out)?.[1] ?? '';
  expect(printed.out).toContain('  Royal envoy of Kestria (The Kingdom of Kestria), who knows of one room\n');
  expect(printed.out).toContain(`    ${url}/app#/example/kestria-head\n`);
  expect((await takeChair(url, 'kestria-head')).kind).toBe('storage');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);

  // Played already: it is there at once.
  const again = await shownAgain();
  expect(again.shown.example).toBe(`${again.shown.url}/app#/example`);
  expect(again.shown.chairs.map(({ name }) => name)).toHaveLength(12);
  expect(taken(again.shown)).toEqual(['kestria-head']);
  expect((await takeChair(again.shown.url, 'captain')).kind).toBe('storage');
  expect(await again.end()).toBe(0);
  const third = await shownAgain();
  expect(taken(third.shown)).toEqual(['captain', 'kestria-head']);
  await third.end();

  const served = run('serve', '--data', data, '--port', '0', '--json');
  await served.until(/"url":"[^"]+","convenerLink"/u);
  const at = (JSON.parse(served.printed.out) as Shown).url;
  expect(await exampleState(at)).toMatchObject({ kind: 'ready', title: 'Talks on Lake Vellen' });
  expect((await takeChair(at, 'captain')).kind).toBe('phrase');
  served.child.kill('SIGINT');
  await served.ended;

  async function shownAgain() {
    const { child, printed, ended, until } = run('demo', '--data', data, '--json');
    await until(/"chairs":\[[^\n]*\n/u);
    const end = () => {
      child.kill('SIGINT');
      return ended;
    };
    return { shown: JSON.parse(printed.out) as Shown, end };
  }
  function taken({ chairs }: Shown) {
    return chairs.flatMap(({ name, taken }) => (taken ? [name] : [])).sort();
  }
});

test('that is stopped while it plays ends in order, and leaves nothing behind', async () => {
  const { child, ended, until } = run('demo', '--json');
  await until(/the venue is open/u);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(readdirSync(join(folder, 'tmp'))).toHaveLength(1);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
});

test('does not go on with one that was stopped', { timeout: PLAYED_MS_MAX }, async () => {
  const data = join(folder, 'stopped');
  const first = run('demo', '--data', data);
  await first.until(/The rooms are opened …/u);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  const again = run('demo', '--data', data);
  expect(await again.ended).toBe(3);
  expect(again.printed.err).toContain('was stopped before its end, and cannot go on. Name a new folder.');
});

test('plays nothing in a folder whose convener is somebody else', async () => {
  const data = join(folder, 'theirs');
  const theirs = run('serve', '--data', data, '--port', '0', '--json');
  await theirs.until(/"convenerLink"/u);
  theirs.child.kill('SIGINT');
  await theirs.ended;
  const { ended, printed } = run('demo', '--data', data);
  expect(await ended).toBe(3);
  expect(printed.err).toContain(`${data} holds a venue of its own already. Name a new folder, or none.`);
});
