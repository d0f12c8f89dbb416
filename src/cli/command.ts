import { parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';
import type { ExitCode } from './exit-codes.ts';
import { nearestWord } from './nearest-word.ts';
import type { Terminal } from './terminal.ts';

export type OptionSpec =
  | { readonly type: 'string'; readonly value: string; readonly help: string }
  | { readonly type: 'boolean'; readonly help: string };
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { type: 'boolean' } ? boolean : string | undefined;
};

export type ArgumentSpec = { readonly name: string; readonly help: string };

type Description<Specs extends OptionSpecs> = {
  /** One word, or two where a command has a second form (`verify log`). */
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What it does and promises, in a few short paragraphs. */
  readonly about: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly options: Specs;
  readonly examples: readonly string[];
};

type Input<Specs extends OptionSpecs> = {
  readonly positionals: readonly string[];
  readonly options: OptionValues<Specs>;
};

export type Command = Description<OptionSpecs> & {
  readonly run: (words: readonly string[], terminal: Terminal) => Promise<ExitCode>;
};

/** A command whose `run` gets its options by name and type, and exactly as many arguments as it names. */
export function defineCommand<const Specs extends OptionSpecs>(
  description: Description<Specs>,
  run: (input: Input<Specs>, terminal: Terminal) => Promise<ExitCode>,
): Command {
  return { ...description, run: (words, terminal) => run(readInput(description, words), terminal) };
}

function readInput<Specs extends OptionSpecs>(description: Description<Specs>, words: readonly string[]): Input<Specs> {
  const { name, options: specs, arguments: wanted } = description;
  const hint = `Try: pourparler help ${name}`;
  const parsed = parseOptions(name, specs, words, hint);
  const extra = parsed.positionals[wanted.length];
  if (extra !== undefined) throw new CliError('USAGE', `“${extra}” is one argument too many. ${hint}`);
  const missing = wanted[parsed.positionals.length];
  if (missing !== undefined) throw new CliError('USAGE', `${missing.name} is missing: ${missing.help}. ${hint}`);
  return { positionals: parsed.positionals, options: parsed.values as OptionValues<Specs> };
}

function parseOptions(name: string, specs: OptionSpecs, words: readonly string[], hint: string) {
  const options = Object.fromEntries(Object.entries(specs).map(([key, spec]) => [key, { type: spec.type }]));
  const known = Object.keys(specs);
  for (const word of words) {
    if (word === '--') break;
    const option = /^--([^=]+)/.exec(word)?.[1];
    if (option === undefined || known.includes(option)) continue;
    const meant = nearestWord(option, known);
    const suggestion = meant === undefined ? '' : ` Did you mean --${meant}?`;
    throw new CliError('UNKNOWN_OPTION', `${name} has no option --${option}.${suggestion} ${hint}`);
  }
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    const filled = known.map((key) => [key, values[key] ?? (specs[key]?.type === 'boolean' ? false : undefined)]);
    return { values: Object.fromEntries(filled) as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    const option = /'(-[^' <]*)/.exec(error instanceof Error ? error.message : '')?.[1];
    const spec = option === undefined ? undefined : specs[option.replace(/^--/, '')];
    if (option === undefined) throw error;
    if (spec === undefined) throw new CliError('UNKNOWN_OPTION', `${name} has no option ${option}. ${hint}`);
    const wants = spec.type === 'string' ? `needs a value: ${option} ${spec.value}` : 'takes no value';
    throw new CliError('USAGE', `${option} ${wants}. ${hint}`);
  }
}
