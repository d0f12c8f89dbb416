import { PROBLEMS_SHOWN_MAX } from './limits.ts';

export type ProblemCode =
  | 'NOT_YAML'
  | 'TOO_LARGE'
  | 'TOO_MANY_ALIASES'
  | 'MISSING_KEY'
  | 'UNKNOWN_KEY'
  | 'UNKNOWN_WORD'
  | 'WRONG_SHAPE'
  | 'ONE_THING_A_STEP'
  | 'UNKNOWN_NAME'
  | 'NAME_TAKEN'
  | 'WRONG_KIND'
  | 'NOT_SEATED'
  | 'NOT_OPEN'
  | 'BAD_TIME'
  | 'TIME_GOES_BACK'
  | 'QUORUM_TOO_HIGH'
  | 'ONE_SECRETARIAT';

/** Something in a script that cannot be played, with its place: both counted from 1. */
export type ScriptProblem = {
  readonly code: ProblemCode;
  readonly line: number;
  readonly column: number;
  readonly message: string;
};

/** As a compiler would print them: place, sentence, the line itself and a mark under it. */
export function printProblems(file: string, source: string, problems: readonly ScriptProblem[]): string {
  const lines = source.split(/\r?\n/u);
  const shown = problems.slice(0, PROBLEMS_SHOWN_MAX).map(({ code, line, column, message }) => {
    const number = String(line);
    const head = `${file}:${line}:${column}: ${message} [${code}]`;
    const quoted = `  ${number} | ${lines[line - 1] ?? ''}`;
    return `${head}\n${quoted}\n  ${' '.repeat(number.length)} | ${' '.repeat(column - 1)}^\n`;
  });
  const more = problems.length - shown.length;
  return `${shown.join('')}${more > 0 ? `… and ${more} more.\n` : ''}`;
}
