import { readFileSync } from 'node:fs';
import { CodedError } from '../base/coded-error.ts';
import { ClientError } from '../client/client-error.ts';
import { sentenceOf } from '../client/messages.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { commandHelp, generalHelp } from './help.ts';
import { nearestWord } from './nearest-word.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line. Never throws: whatever goes wrong becomes a sentence and an exit code. */
export async function pourparler(
  commands: readonly Command[],
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await dispatch(commands, words, terminal);
  } catch (error) {
    return explain(error, terminal);
  }
}

async function dispatch(commands: readonly Command[], words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first] = words;
  if (first === undefined) {
    terminal.err(generalHelp(commands));
    return EXIT.usage;
  }
  if (first === '--version') {
    terminal.out(`${version()}\n`);
    return EXIT.fine;
  }
  const asksForHelp = first === 'help' || words.includes('--help') || words.includes('-h');
  const rest = words.filter((word) => word !== '--help' && word !== '-h');
  const wanted = rest[0] === 'help' ? rest.slice(1) : rest;
  if (asksForHelp && wanted.length === 0) {
    terminal.out(generalHelp(commands));
    return EXIT.fine;
  }
  const command = findCommand(commands, wanted);
  if (asksForHelp) {
    terminal.out(commandHelp(command));
    return EXIT.fine;
  }
  return command.run(words.slice(command.name.split(' ').length), terminal);
}

/** The command with the longest name that the words begin with: `verify log` before `verify`. */
function findCommand(commands: readonly Command[], words: readonly string[]): Command {
  const matching = commands.filter((command) => command.name.split(' ').every((part, i) => words[i] === part));
  const longest = matching.toSorted((a, b) => b.name.length - a.name.length)[0];
  if (longest !== undefined) return longest;
  const typed = words[0] ?? '';
  const meant = nearestWord(
    typed,
    commands.map((command) => command.name),
  );
  const suggestion = meant === undefined ? 'See: pourparler help' : `Did you mean: pourparler ${meant}?`;
  throw new CliError('UNKNOWN_COMMAND', `There is no command “${typed}”. ${suggestion}`);
}

function explain(error: unknown, terminal: Terminal): ExitCode {
  const wantsTrace = (terminal.env['DEBUG'] ?? '') !== '';
  const trace = wantsTrace && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  if (error instanceof CliError) {
    terminal.err(`${error.message} [${error.code}]\n${trace}`);
    return error.exitCode;
  }
  if (error instanceof ClientError) {
    terminal.err(`${sentenceOf(error)} [${error.detail['code'] ?? error.code}]\n${trace}`);
    return error.code === 'VENUE_UNREACHABLE' ? EXIT.unreachable : EXIT.failed;
  }
  const what = error instanceof Error ? error.message : String(error);
  const code = error instanceof CodedError ? ` [${error.code}]` : '';
  const more = wantsTrace ? '' : ' Run it again with DEBUG=1 for the details.';
  terminal.err(`Something failed that should not have: ${what}${code}.${more}\n${trace}`);
  return EXIT.internal;
}

function version(): string {
  const description = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(description) as { version: string }).version;
}
