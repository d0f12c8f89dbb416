import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CliError } from '../cli-error.ts';
import { readScript } from '../rehearsal/read-script.ts';
import type { Script } from '../rehearsal/script.ts';

/** In a checkout and in an installed package alike: both have `examples/` beside what runs. */
export const EXAMPLE_FILE = fileURLToPath(new URL('../../../examples/arvelia-and-kestria.yaml', import.meta.url));

/**
 * The example without what it expects: a newcomer's venue is no test, and the story is the same without it.
 */
export async function exampleScript(): Promise<Script> {
  const text = await readFile(EXAMPLE_FILE, 'utf8').catch((cause: unknown) => {
    const message = `This copy of Pourparler is incomplete: ${EXAMPLE_FILE} is missing. Install it again.`;
    throw new CliError('FILE_NOT_FOUND', message, { cause });
  });
  const read = readScript(text);
  if (read.kind === 'problems') throw new CliError('SCRIPT_REFUSED', `${EXAMPLE_FILE} cannot be played.`);
  const steps = read.script.steps.filter(
    ({ does, at }) => at !== undefined || (does.kind !== 'expectation' && does.kind !== 'refusal expected'),
  );
  return { ...read.script, steps };
}
