// `npm test`: the one gate. Formatting and lint, types, floors, unused code, uncited rules, then every test,
// in Node and in a browser. `npm test -- <filter>` passes its arguments on to Vitest and leaves the checks out.
// The last line of the output is always "N passed, N failed"; each check counts as one.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureInstalled, environment, findNode, root, say, seconds } from './checkout.mjs';
import { ensureChromium } from './chromium.mjs';

/** Below the 15 minutes that the whole may take, so that a test that hangs is reported rather than killed. */
const MINUTES_MAX = 14;

/** Characters of a failure that are said again. */
const FAILURE_MAX = 2_000;

/** Scripts of package.json: each stands there once, for whoever wants it alone. */
const CHECKS = {
  lint: 'formatting and lint',
  types: 'types',
  floors: 'floors',
  unused: 'unused code',
  rules: 'uncited rules',
};

const PROJECTS = { node: 'in Node', browser: 'in a browser', app: 'of the app' };

const deadline = Date.now() + MINUTES_MAX * 60_000;
const totals = { passed: 0, failed: 0 };
/** What is said again at the end: a long log may be cut, and its end is what is kept. */
const failures = [];
const args = process.argv.slice(2);

ensureInstalled();
const node = findNode();
if (args.length === 0) for (const script of Object.keys(CHECKS)) await runCheck(script);
for (const project of Object.keys(PROJECTS)) await runTests(project);

if (totals.passed + totals.failed === 0) say('Nothing was run: no test matches.');
for (const failure of failures) say(`\n✗ ${failure}`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);

async function runCheck(script) {
  const started = Date.now();
  const { code, output } = await runScript(script);
  totals[code === 0 ? 'passed' : 'failed'] += 1;
  say(`${code === 0 ? '✓' : '✗'} ${CHECKS[script]} (${seconds(started)})`);
  if (code === 0) return;
  say(output);
  failures.push(`${CHECKS[script]}\n${output.slice(-FAILURE_MAX)}`);
}

async function runTests(project) {
  // A filter may name the project itself; the others then have nothing to do.
  const asked = args.join(' ').match(/--project[= ](\S+)/)?.[1];
  if (asked !== undefined && asked !== project) return;

  let env = {};
  if (project !== 'node') {
    const chromium = await ensureChromium();
    if (chromium === undefined) {
      totals.failed += 1;
      say(`✗ tests ${PROJECTS[project]}: no Chromium or Chrome was found and none could be installed.`);
      say('  Install one and run again, or name one you have: CHROMIUM=/path/to/chromium npm test');
      return;
    }
    env = { CHROMIUM_PATH: chromium };
  }

  say(`\nTests ${PROJECTS[project]}`);
  const folder = mkdtempSync(join(tmpdir(), 'pourparler-tests-'));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const only = asked === undefined ? ['--project', project] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(node, [vitest, 'run', ...only, '--passWithNoTests', ...reporters, ...args], { env });
  count(project, report, code);
  rmSync(folder, { recursive: true, force: true });
}

/** Adds up a report of Vitest. A file that did not load, or a run that broke off, counts as one failed. */
function count(project, report, code) {
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const files = results?.testResults ?? [];
  const unloaded = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  for (const { name, message } of unloaded) failures.push(`${relative(root, name)}: ${message.slice(0, FAILURE_MAX)}`);
  for (const { name, assertionResults } of files) {
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status !== 'failed') continue;
      failures.push(`${relative(root, name)}: ${fullName}\n${failureMessages.join('\n').slice(0, FAILURE_MAX)}`);
    }
  }
  const failed = (results?.numFailedTests ?? 0) + unloaded.length;
  if (failed === 0 && code !== 0)
    failures.push(`tests ${PROJECTS[project]}: the run ended with ${code}, no test with a fault`);
  totals.passed += results?.numPassedTests ?? 0;
  totals.failed += failed === 0 && code !== 0 ? 1 : failed;
}

/** As `npm run` would, without the second that npm itself takes: by the shell, with the checkout's tools first. */
function runScript(script) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return run(scripts[script], [], { capture: true, shell: true });
}

/** Runs one program until it ends or the time for everything is up. */
function run(command, argv, { capture = false, shell = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, argv, {
      cwd: root,
      shell,
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
        // What a shell has started may go on for a while, and is not waited for.
        child.stdout?.destroy();
        child.stderr?.destroy();
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
