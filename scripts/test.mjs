// `npm test`: the one gate. Formatting and lint, types, floors, unused code, uncited rules, then every test,
// in Node and in a browser. `npm test -- <filter>` passes its arguments on to Vitest and leaves the checks out.
// The last line of the output is always "N passed, N failed"; each check counts as one.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, environment, findNode, root, say, seconds } from './checkout.mjs';
import { ensureChromium } from './chromium.mjs';

/** Below the 15 minutes that the whole may take, so that a test that hangs is reported rather than killed. */
const MINUTES_MAX = 14;

const CHECKS = [
  ['formatting and lint', '@biomejs/biome/bin/biome', ['check', '.']],
  ['types', 'typescript/bin/tsc', ['--noEmit']],
  [
    'floors',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'src', 'test', 'bench', 'scripts'],
  ],
  ['unused code', 'knip/bin/knip.js', ['--no-progress']],
  ['uncited rules', undefined, ['scripts/uncited-rules.ts']],
];

const deadline = Date.now() + MINUTES_MAX * 60_000;
const totals = { passed: 0, failed: 0 };
const args = process.argv.slice(2);

ensureInstalled();
const node = findNode();
if (args.length === 0) for (const check of CHECKS) await runCheck(...check);
await runTests('node');
await runTests('browser');

if (totals.passed + totals.failed === 0) say('Nothing was run: no test matches.');
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);

async function runCheck(name, program, rest) {
  const started = Date.now();
  // The floors are asked of what exists; bench/ or scripts/ may be absent from an export of the sources.
  const paths = rest.filter((arg) => !['src', 'test', 'bench', 'scripts'].includes(arg) || existsSync(join(root, arg)));
  const argv = program === undefined ? paths : [join(root, 'node_modules', program), ...paths];
  const { code, output } = await run(argv, { capture: true });
  totals[code === 0 ? 'passed' : 'failed'] += 1;
  say(`${code === 0 ? '✓' : '✗'} ${name} (${seconds(started)})`);
  if (code !== 0) say(output);
}

async function runTests(project) {
  // A filter may name the project itself; the other one then has nothing to do.
  const asked = args.join(' ').match(/--project[= ](\S+)/)?.[1];
  if (asked !== undefined && asked !== project) return;

  let env = {};
  if (project === 'browser') {
    const chromium = await ensureChromium();
    if (chromium === undefined) {
      totals.failed += 1;
      say('✗ browser tests: no Chromium or Chrome was found and none could be installed.');
      say('  Install one and run again, or name one you have: CHROMIUM=/path/to/chromium npm test');
      return;
    }
    env = { CHROMIUM_PATH: chromium };
  }

  say(`\nTests in ${project === 'node' ? 'Node' : 'a browser'}`);
  const folder = mkdtempSync(join(tmpdir(), 'pourparler-tests-'));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const only = asked === undefined ? ['--project', project] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run([vitest, 'run', ...only, '--passWithNoTests', ...reporters, ...args], { env });
  count(report, code);
  rmSync(folder, { recursive: true, force: true });
}

/** Adds up a report of Vitest. A file that did not load, or a run that broke off, counts as one failed. */
function count(report, code) {
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const passed = results?.numPassedTests ?? 0;
  const unloaded = (results?.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  const failed = (results?.numFailedTests ?? 0) + unloaded.length;
  totals.passed += passed;
  totals.failed += failed === 0 && code !== 0 ? 1 : failed;
}

/** Runs one program on the project's Node until it ends or the time for everything is up. */
function run(argv, { capture = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(node, argv, {
      cwd: root,
      env: environment(env),
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const timer = setTimeout(
      () => {
        say(`✗ stopped: not done after ${MINUTES_MAX} minutes`);
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
      },
      Math.max(0, deadline - Date.now()),
    );
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}
