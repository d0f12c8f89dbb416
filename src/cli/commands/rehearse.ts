import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readNamedText } from '../files.ts';
import { SCRIPT_BYTES_MAX } from '../rehearsal/limits.ts';
import { Narrator } from '../rehearsal/narrator.ts';
import type { PlayedExpectation } from '../rehearsal/player/play.ts';
import { RehearsalError } from '../rehearsal/player/rehearsal-error.ts';
import { readScript } from '../rehearsal/read-script.ts';
import type { Script } from '../rehearsal/script.ts';
import { printProblems } from '../rehearsal/script-problem.ts';
import type { Terminal } from '../terminal.ts';

export const rehearse = defineCommand(
  {
    name: 'rehearse',
    summary: 'play a whole process from a script, with a real engine for each participant',
    about: [
      'Plays a process from a YAML script: every person in it gets an engine of their own, everything goes through a ' +
        'venue, and what each of them then sees is compared with what the script expects. It says who saw what, and ' +
        'ends with 0 only if every expectation held.',
      'Unless --venue names one, a venue is made for the occasion and taken down after. A rehearsal at a real venue ' +
        'leaves its channels there: use one that is for practice.',
      'The language is described in docs/rehearsal.md; examples/ has three rehearsals to begin from.',
    ],
    arguments: [{ name: 'FILE', help: 'the script' }],
    options: {
      check: { type: 'boolean', help: 'read and check the script, play nothing' },
      venue: { type: 'string', value: 'URL', help: "play at this venue: the convener's link that it printed" },
      out: { type: 'string', value: 'DIR', help: 'write transcript, communiqués, log and keys there' },
      json: { type: 'boolean', help: 'print the result as JSON, and nothing else' },
    },
    examples: [
      'pourparler rehearse examples/arvelia-and-kestria.yaml',
      'pourparler rehearse my-talks.yaml --check',
      'pourparler rehearse my-talks.yaml --out /tmp/my-talks',
    ],
  },
  async ({ positionals: [file = ''], options }, terminal) => {
    const script = await loadScript(file);
    if (options.check) return sayPlayable(file, script, options.json, terminal);
    // The engine and the venue are loaded for a rehearsal only: checking a script should be quick.
    const { rehearse: playRehearsal } = await import('../rehearsal/rehearse.ts');
    const narrator = new Narrator(options.json ? () => {} : terminal.out);
    try {
      const { venue, out } = options;
      const met = await playRehearsal(script, narrator, { venue, out, interrupted: terminal.interrupted });
      return sayResult(met, options, terminal);
    } catch (error) {
      if (!(error instanceof RehearsalError)) throw error;
      if (options.json) printJson(terminal, { ok: false, code: error.code, message: error.message });
      else terminal.err(`${error.message}\n`);
      return EXIT.failed;
    }
  },
);

async function loadScript(file: string): Promise<Script> {
  const text = await readNamedText(file, SCRIPT_BYTES_MAX);
  const read = readScript(text);
  if (read.kind === 'script') return read.script;
  const many = read.problems.length === 1 ? 'There is one problem' : `There are ${read.problems.length} problems`;
  throw new CliError(
    'SCRIPT_REFUSED',
    `${printProblems(file, text, read.problems)}${many} in the script; nothing was played.`,
  );
}

function sayPlayable(file: string, script: Script, json: boolean, terminal: Terminal): ExitCode {
  const [people, channels, steps] = [script.people.size, script.channels.size, script.steps.length];
  if (json) terminal.out(`${JSON.stringify({ ok: true, people, channels, steps })}\n`);
  else {
    const counts = [counted(people, 'person', 'people'), counted(channels, 'channel'), counted(steps, 'step')];
    terminal.out(`${file} can be played: ${counts.join(', ')}.\n`);
  }
  return EXIT.fine;
}

function sayResult(
  met: readonly PlayedExpectation[],
  { json, out }: { readonly json: boolean; readonly out: string | undefined },
  terminal: Terminal,
): ExitCode {
  const of = (kind: string) => met.filter(({ outcome }) => outcome.kind === kind);
  const [held, failed, unchecked] = [of('held').length, of('failed'), of('not checked').length];
  if (json) {
    const failures = failed.map(({ line, outcome }) => ({ line, ...outcome }));
    printJson(terminal, { ok: failed.length === 0, held, failed: failed.length, notChecked: unchecked, failures });
  } else {
    const rest = [
      ...(failed.length > 0 ? [`${failed.length} did not (see ✗ above)`] : []),
      ...(unchecked > 0 ? [`${unchecked} could not be checked here`] : []),
    ];
    const all = rest.length === 0 && held > 1 ? 'All ' : '';
    terminal.out(`\n${all}${counted(held, 'expectation')} held${rest.map((one) => `; ${one}`).join('')}.\n`);
    if (out !== undefined) terminal.err(`Written to ${out}.\n`);
  }
  return failed.length === 0 ? EXIT.fine : EXIT.failed;
}

function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
