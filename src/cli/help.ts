import type { Command } from './command.ts';

const WIDTH = 80;

const EXIT_CODES = [
  ['0', 'fine'],
  ['1', 'a check or an expectation failed'],
  ['2', 'the command line or the script was not understood'],
  ['3', 'a venue, a file or a port could not be reached'],
  ['70', 'a fault of the program itself'],
] as const;

export function generalHelp(commands: readonly Command[]): string {
  return lines(
    'Pourparler: talks on two tracks, in confidence, and a verifiable path to the public.',
    '',
    'Usage: pourparler COMMAND [ARGUMENT…] [OPTION…]',
    '',
    'Commands:',
    ...table(commands.map((command) => [command.name, command.summary])),
    '',
    'pourparler help COMMAND says more; pourparler --version prints the version.',
    'Results go to standard output, messages and progress to standard error.',
    '',
    'Exit codes:',
    ...table(EXIT_CODES),
  );
}

export function commandHelp(command: Command): string {
  const places = command.arguments.map(({ name }) => ` ${name}`).join('');
  const options = Object.entries(command.options).map(
    ([name, spec]) => [`--${name}${spec.type === 'string' ? ` ${spec.value}` : ''}`, spec.help] as const,
  );
  return lines(
    `Usage: pourparler ${command.name}${places} [OPTION…]`,
    '',
    ...command.about.flatMap((paragraph) => [...wrap(paragraph, WIDTH), '']),
    ...section('Arguments:', table(command.arguments.map(({ name, help }) => [name, help]))),
    ...section('Options:', table([...options, ['--help', 'print this and do nothing']])),
    ...section(
      'Examples:',
      command.examples.map((example) => `  ${example}`),
    ),
  );
}

function section(title: string, body: readonly string[]): string[] {
  return body.length === 0 ? [] : [title, ...body, ''];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.flatMap(([name, text]) =>
    wrap(text, WIDTH - left).map(
      (line, index) => `  ${index === 0 ? name.padEnd(left - 2) : ' '.repeat(left - 2)}${line}`,
    ),
  );
}

export function wrap(text: string, width: number): string[] {
  const wrapped: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((one) => one !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      wrapped.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? wrapped : [...wrapped, line];
}

function lines(...all: string[]): string {
  return `${all.join('\n').trimEnd()}\n`;
}
