import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readNamedText } from '../files.ts';
import { SCRIPT_BYTES_MAX } from '../rehearsal/limits.ts';
import { readScript } from '../rehearsal/read-script.ts';
import type { Script } from '../rehearsal/script.ts';
import { printProblems } from '../rehearsal/script-problem.ts';

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
      json: { type: 'boolean', help: 'print the result as JSON' },
    },
    examples: [
      'pourparler rehearse examples/arvelia-and-kestria.yaml',
      'pourparler rehearse my-talks.yaml --check',
      'pourparler rehearse my-talks.yaml --out /tmp/my-talks',
    ],
  },
  async ({ positionals: [file = ''], options }, terminal) => {
    const script = await loadScript(file);
    const summary = { people: script.people.size, channels: script.channels.size, steps: script.steps.length };
    if (options.json) terminal.out(`${JSON.stringify({ ok: true, ...summary })}\n`);
    else {
      const { people, channels, steps } = summary;
      const counts = [counted(people, 'person', 'people'), counted(channels, 'channel'), counted(steps, 'step')];
      terminal.out(`${file} can be played: ${counts.join(', ')}.\n`);
    }
    return EXIT.fine;
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

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
